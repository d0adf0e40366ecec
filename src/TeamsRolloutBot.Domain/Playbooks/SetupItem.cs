namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>A one-time company setup step before the first cohort.</summary>
/// <param name="Id">Letters, digits and hyphens; stable.</param>
/// <param name="Title">As shown.</param>
/// <param name="Detail">What it takes, in one sentence; null if there is nothing to say.</param>
/// <param name="Url">Where it is described; null if there is no address.</param>
public sealed record SetupItem(string Id, string Title, string? Detail, string? Url);
