using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Domain.Training;

/// <summary>
/// The tasks of each person, computed from the rollout's definition: nothing is copied that could
/// grow stale.
/// </summary>
public static class Checklists
{
    // A definition is immutable, and its lists are asked for with every tick: each is computed once
    // for as long as the definition is in use.
    private static readonly ConditionalWeakTable<RolloutDefinition, ConcurrentDictionary<string,
    IReadOnlyList<ChecklistTask>>> MemberLists =
        [];

    private static readonly ConditionalWeakTable<RolloutDefinition, IReadOnlyList<ChecklistTask>> ManagerLists = [];

    /// <summary>A team member's Phase 1 checklist.</summary>
    /// <param name="definition">The rollout's definition.</param>
    /// <param name="role">The member's role id; null or unknown: the foundational certification
    /// only.</param>
    public static IReadOnlyList<ChecklistTask> ForMember(RolloutDefinition definition, string? role) =>
        MemberLists.GetOrCreateValue(definition)
            .GetOrAdd(role ?? string.Empty, static (known, from) => MemberTasks(from, known), definition);

    /// <summary>
    /// The checklist of a cohort's implementation manager, which spans all phases.
    /// </summary>
    public static IReadOnlyList<ChecklistTask> ForImplementationManager(RolloutDefinition definition) =>
        ManagerLists.GetValue(definition, ManagerTasks);

    private static List<ChecklistTask> MemberTasks(RolloutDefinition definition, string role)
    {
        var playbook = definition.Playbook;
        var tasks = new List<ChecklistTask>
        {
            new("account", "Accept the invitation “Welcome to Procore” and set up your account", playbook.AccountUrl, 10, Phase.GetReady),
            new("sandbox", "Open the sandbox test project and practise in it", playbook.SandboxUrl, 30, Phase.GetReady),
        };
        tasks.AddRange(playbook.Certifications
            .Where(certification => certification.IsFoundational)
            .Concat(playbook.Certifications.Where(certification => certification.Roles.Contains(role)))
            .Select(
                certification =>
                    new ChecklistTask(
                        $"cert.{certification.Id}", $"Certification: {certification.Title}", certification.Url, certification.Minutes,
                        Phase.GetReady)));
        tasks.AddRange(playbook.Webinars
            .Where(webinar => webinar.Required)
            .Select(
                webinar =>
                    new ChecklistTask($"webinar.{webinar.Id}", $"Webinar: {webinar.Title}", webinar.Url, webinar.Minutes, Phase.GetReady)));
        return tasks;
    }

    private static IReadOnlyList<ChecklistTask> ManagerTasks(RolloutDefinition definition) =>
    [
        new("directory", "Add the users to the project directory and invite them", null, null, Phase.GetReady),
        new("sandbox-invitations", "Invite the users to the sandbox test project", null, null, Phase.GetReady),
        new("welcome-email", "Send the welcome e-mail", null, null, Phase.GetReady),
        .. definition.Playbook.Agenda.Select(topic =>
            new ChecklistTask($"topic.{topic.Id}", $"Covered: {topic.Title}", null, null, Phase.Train, topic.Content)),
        new("projects", "Get the initial projects online", null, null, Phase.Train),
        new("project-invitations", "Invite the users to their actual projects", null, null, Phase.Train),
        new("review", "Go through the first check-in answers with the committee", null, null, Phase.Use),
    ];
}
