namespace TeamsRolloutBot.Cards;

/// <summary>A check-in as it is asked, corrected and answered.</summary>
/// <param name="RolloutId">The rollout's id, for the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Cohort">The member's cohort.</param>
/// <param name="Participant">The member.</param>
/// <param name="Number">Which check-in, from 1.</param>
internal sealed record CheckInModel(RolloutId RolloutId, RolloutDefinition Definition, Cohort Cohort, Participant Participant, int Number)
{
    /// <summary>Other cohorts of the person that it stands for as well.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>It is the one reminder of a check-in that was not answered.</summary>
    public bool IsNudge { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>What was chosen: <c>yes</c>, <c>partly</c> or <c>no</c>, in any case.</summary>
    public string? Usage { get; init; }

    public string? Blocker { get; init; }

    /// <summary>What was asked with it.</summary>
    public string? Question { get; init; }
}
