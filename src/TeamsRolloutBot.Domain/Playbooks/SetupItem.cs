namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>Something the company sets up once, before the first cohort.</summary>
/// <param name="Id">Letters, digits and hyphens; stable.</param>
/// <param name="Title">As shown.</param>
/// <param name="Detail">What it takes, in a sentence; null where there is nothing to say.</param>
/// <param name="Url">Where it is described; null where there is no address.</param>
public sealed record SetupItem(string Id, string Title, string? Detail, string? Url);
