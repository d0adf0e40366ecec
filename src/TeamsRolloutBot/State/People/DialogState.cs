namespace TeamsRolloutBot.State;

/// <summary>The state of a dialog with a person.</summary>
/// <param name="Name">The dialog: <c>define</c>, <c>ask</c>, …</param>
/// <param name="Rollout">The rollout it is about.</param>
/// <param name="Detail">Further state, such as the cohort being edited.</param>
internal sealed record DialogState(string Name, RolloutId? Rollout, string? Detail)
{
    /// <summary>A digest of the last button press answered, to detect duplicates.</summary>
    public string? Answered { get; init; }
}
