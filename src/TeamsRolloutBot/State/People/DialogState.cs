namespace TeamsRolloutBot.State;

/// <summary>Where a dialog with a person stands.</summary>
/// <param name="Name">Which dialog: <c>define</c>, <c>ask</c>, …</param>
/// <param name="Rollout">The rollout it is about.</param>
/// <param name="Detail">What else the dialog keeps, such as the cohort being edited.</param>
internal sealed record DialogState(string Name, RolloutId? Rollout, string? Detail)
{
    /// <summary>
    /// The press that the dialog has answered last, as a digest: one that comes twice is told apart
    /// from a new one.
    /// </summary>
    public string? Answered { get; init; }
}
