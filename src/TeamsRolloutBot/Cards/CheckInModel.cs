namespace TeamsRolloutBot.Cards;

/// <summary>A check-in, whether open, being corrected or answered.</summary>
/// <param name="RolloutId">The rollout's id, for the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Cohort">The member's cohort.</param>
/// <param name="Participant">The member.</param>
/// <param name="Number">The check-in's number, from 1.</param>
internal sealed record CheckInModel(RolloutId RolloutId, RolloutDefinition Definition, Cohort Cohort, Participant Participant, int Number)
{
    /// <summary>The person's other cohorts this check-in also covers.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>This is the single reminder of an unanswered check-in.</summary>
    public bool IsNudge { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The chosen answer: <c>yes</c>, <c>partly</c> or <c>no</c>, in any case.</summary>
    public string? Usage { get; init; }

    public string? Blocker { get; init; }

    /// <summary>The question typed along with the answer.</summary>
    public string? Question { get; init; }
}
