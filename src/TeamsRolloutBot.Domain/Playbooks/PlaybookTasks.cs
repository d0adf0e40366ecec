namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>Something to do before go-live that is neither a course nor a webinar.</summary>
/// <param name="Id">Letters, digits and hyphens; stable.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">Where it is done, or how; null if there is no address.</param>
/// <param name="Minutes">Approximate duration; 0: unknown.</param>
/// <param name="Roles">The ids of the roles that do it; empty: everybody.</param>
public sealed record PlaybookTask(string Id, string Title, string? Url, int Minutes, IReadOnlyList<string> Roles)
{
    /// <summary>A second line; null if there is none.</summary>
    public string? Detail { get; init; }
}

/// <summary>Something the implementation manager of a cohort does.</summary>
/// <param name="Id">Letters, digits and hyphens; stable.</param>
/// <param name="Title">As shown.</param>
/// <param name="Phase">The rollout phase it belongs to.</param>
public sealed record ManagerTask(string Id, string Title, Phase Phase)
{
    /// <summary>Where it is done, or how; null if there is no address.</summary>
    public string? Url { get; init; }
}

/// <summary>The tasks implied by playbooks that predate configurable tasks.</summary>
internal static class EarlierTasks
{
    public static IReadOnlyList<PlaybookTask> OfMembers { get; } =
    [
        new("account", "Accept the invitation “Welcome to Procore” and set up your account", null, 10, []),
        new("sandbox", "Open the sandbox test project and practise in it", null, 30, []),
    ];

    public static IReadOnlyList<ManagerTask> OfManagers { get; } =
    [
        new("directory", "Add the users to the project directory and invite them", Phase.GetReady),
        new("sandbox-invitations", "Invite the users to the sandbox test project", Phase.GetReady),
        new("welcome-email", "Send the welcome e-mail", Phase.GetReady),
        new("projects", "Get the initial projects online", Phase.Train),
        new("project-invitations", "Invite the users to their actual projects", Phase.Train),
        new("review", "Go through the first check-in answers with the committee", Phase.Use),
    ];
}
