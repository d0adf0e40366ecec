using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>A question, as shown to the answerer before and after answering.</summary>
internal sealed record QuestionModel(Question Question, string CohortName)
{
    /// <summary>The rejected answer, to be shown again.</summary>
    public string? Typed { get; init; }

    /// <summary>Why the answer was rejected.</summary>
    public string? Error { get; init; }
}

/// <summary>The form to ask a question.</summary>
/// <param name="Text">The text typed so far.</param>
/// <param name="Error">What is wrong with the text.</param>
internal sealed record QuestionFormModel(string? Text, string? Error)
{
    /// <summary>The rollout for the button; null if the asker has to choose.</summary>
    public RolloutId? RolloutId { get; init; }

    /// <inheritdoc cref="RolloutId"/>
    public CohortId? CohortId { get; init; }

    /// <summary>Who will answer; null for the committee.</summary>
    public string? Answerer { get; init; }

    /// <summary>The subjects to choose from; empty if there is only one.</summary>
    public IReadOnlyList<QuestionSubject> Subjects { get; init; } = [];
}

/// <summary>A subject a question can be about.</summary>
/// <param name="Value">The value sent when it is chosen.</param>
/// <param name="Rollout">The rollout's name.</param>
/// <param name="Cohort">The cohort's name.</param>
internal sealed record QuestionSubject(string Value, string Rollout, string Cohort);

/// <summary>Confirms to the asker that the question was sent.</summary>
/// <param name="Question">The question.</param>
/// <param name="Rollout">The name of the question's rollout.</param>
/// <param name="Cohort">The name of the question's cohort.</param>
/// <param name="Answerer">Who will answer; null for the committee.</param>
internal sealed record AskedModel(Question Question, string Rollout, string Cohort, string? Answerer);

/// <summary>A page of questions; open ones come first.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Questions">The questions on this page, in display order.</param>
/// <param name="Open">How many are unanswered, on all pages.</param>
/// <param name="Total">How many there are, on all pages.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="MayAnswer">Whether the reader may answer a question.</param>
internal sealed record QuestionsModel(
    RolloutId RolloutId, RolloutDefinition Definition, IReadOnlyList<Question> Questions, int Open, int Total, int Page, Func<Question,
    bool> MayAnswer);

/// <summary>The question being answered.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Id">The question's id.</param>
/// <param name="Input">The input for the answer; in a list each question has its own.</param>
internal sealed record QuestionTarget(RolloutId Rollout, CohortId Cohort, string Id, string Input = QuestionTarget.OnlyInput)
{
    public const string OnlyInput = "answer";

    private const int LongestId = 64;
    private const string IdName = "question";
    private const string InputName = "input";

    public static QuestionTarget Of(Question question, string input = OnlyInput) =>
        new(question.Rollout, question.Cohort, question.Id, input);

    public static QuestionTarget? Parse(PressedAction? press) =>
        ActionTarget.Parse(press) is { Cohort: { } cohort } target && press!.GetString(IdName) is { Length: > 0 and <= LongestId } id
            ? new QuestionTarget(target.Rollout, cohort, id, press.GetString(InputName) ?? OnlyInput)
            : null;

    public JsonObject ToData() =>
        new ActionTarget(Rollout, Cohort).ToData().With(IdName, Id).With(InputName, Input == OnlyInput ? null : Input);
}
