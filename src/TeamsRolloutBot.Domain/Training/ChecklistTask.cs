namespace TeamsRolloutBot.Domain.Training;

/// <summary>The phase a task belongs to.</summary>
public enum Phase
{
    GetReady = 1,
    Train = 2,
    Use = 3,
}

/// <summary>One thing a person has to complete.</summary>
/// <param name="Id">Stable within the rollout; letters, digits, hyphens and one dot.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">Where it is done; null if there is no address.</param>
/// <param name="Minutes">Approximate duration; null if unknown.</param>
/// <param name="Phase">The rollout phase it belongs to.</param>
/// <param name="Detail">A second line, such as an agenda topic's content; null if there is
/// none.</param>
public sealed record ChecklistTask(string Id, string Title, string? Url, int? Minutes, Phase Phase, string? Detail = null);
