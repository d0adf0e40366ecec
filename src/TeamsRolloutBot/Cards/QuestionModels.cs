using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>A question for who answers it, and what it becomes.</summary>
internal sealed record QuestionModel(Question Question, string CohortName)
{
    /// <summary>An answer that could not be taken, to be shown again.</summary>
    public string? Typed { get; init; }

    /// <summary>What is wrong with it, or why it was not taken.</summary>
    public string? Error { get; init; }
}

/// <summary>The field in which a question is typed.</summary>
/// <param name="Text">What was typed already.</param>
/// <param name="Error">What is wrong with it.</param>
internal sealed record QuestionFormModel(string? Text, string? Error)
{
    /// <summary>For the button; null where the asker has to choose.</summary>
    public RolloutId? RolloutId { get; init; }

    /// <inheritdoc cref="RolloutId"/>
    public CohortId? CohortId { get; init; }

    /// <summary>Who will answer; null: the committee.</summary>
    public string? Answerer { get; init; }

    /// <summary>What it may be about, where the asker has to choose; else empty.</summary>
    public IReadOnlyList<QuestionSubject> Subjects { get; init; } = [];
}

/// <summary>What a question may be about.</summary>
/// <param name="Value">What comes back when it is chosen.</param>
/// <param name="Rollout">The rollout's name.</param>
/// <param name="Cohort">The cohort's name.</param>
internal sealed record QuestionSubject(string Value, string Rollout, string Cohort);

/// <summary>The word to the asker that the question is on its way.</summary>
/// <param name="Question">The question.</param>
/// <param name="Rollout">The name of the rollout it is about.</param>
/// <param name="Cohort">The name of the cohort it is about.</param>
/// <param name="Answerer">Who will answer; null: the committee.</param>
internal sealed record AskedModel(Question Question, string Rollout, string Cohort, string? Answerer);

/// <summary>Questions so far; those that wait come first.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Questions">Those of the page, in the order they are shown.</param>
/// <param name="Open">How many wait for an answer, on all pages.</param>
/// <param name="Total">How many there are, on all pages.</param>
/// <param name="Page">From 0.</param>
/// <param name="MayAnswer">Whether the reader may answer a question.</param>
internal sealed record QuestionsModel(
    RolloutId RolloutId, RolloutDefinition Definition, IReadOnlyList<Question> Questions, int Open, int Total, int Page, Func<Question,
    bool> MayAnswer);

/// <summary>The question that the presser answers.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Id">The question's id.</param>
/// <param name="Input">The field in which the answer is typed: in a list every question has its
/// own.</param>
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
