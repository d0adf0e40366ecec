using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Rollouts;

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
/// <param name="RolloutId">For the button.</param>
/// <param name="CohortId">For the button.</param>
/// <param name="Answerer">Who answers; null: the committee.</param>
/// <param name="Text">What was typed already.</param>
/// <param name="Error">What is wrong with it.</param>
internal sealed record QuestionFormModel(string RolloutId, string CohortId, string? Answerer, string? Text, string? Error);

/// <summary>The word to the asker that the question is on its way.</summary>
internal sealed record AskedModel(Question Question, string? Answerer);

/// <summary>Questions so far; those that wait come first.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Questions">Those of the page, in the order they are shown.</param>
/// <param name="Open">How many wait for an answer, on all pages.</param>
/// <param name="Total">How many there are, on all pages.</param>
/// <param name="Page">From 0.</param>
/// <param name="MayAnswer">Whether the reader may answer a question.</param>
internal sealed record QuestionsModel(
    string RolloutId, RolloutDefinition Definition, IReadOnlyList<Question> Questions, int Open, int Total, int Page, Func<Question, bool> MayAnswer);
