using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TeamsRolloutBot.Domain.Training;

/// <summary>
/// Each person's tasks, computed from the rollout's definition so that no copy can go stale.
/// </summary>
public static class Checklists
{
    /// <summary>
    /// Prefix of a certification's title. Titles come from the playbook and are the same for all
    /// readers; cards translate them.
    /// </summary>
    public const string Certification = "Certification: ";

    // A definition is immutable and its lists are needed for every tick, so each list is cached for
    // as long as the definition is in use.
    private static readonly ConditionalWeakTable<RolloutDefinition, ConcurrentDictionary<string,
    IReadOnlyList<ChecklistTask>>> MemberLists =
        [];

    private static readonly ConditionalWeakTable<RolloutDefinition, IReadOnlyList<ChecklistTask>> ManagerLists = [];

    /// <summary>A team member's Phase 1 checklist.</summary>
    /// <param name="definition">The rollout's definition.</param>
    /// <param name="role">The member's role id, or several (<see cref="RoleSet"/>); null or
    /// unknown: the foundational certification only.</param>
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
        return
        [
            .. ForRole(playbook.Tasks, task => task.Roles, role)
                .Select(task => Task(task.Id, task.Title, AddressOf(playbook, task), task.Minutes, task.Detail)),
            .. ForRole(playbook.Certifications, certification => certification.Roles, role)
                .Select(course => Task($"cert.{course.Id}", Certification + course.Title, course.Url, course.Minutes)),
            .. playbook.Webinars.Where(webinar => webinar.Required)
                .Select(webinar => Task($"webinar.{webinar.Id}", $"Webinar: {webinar.Title}", webinar.Url, webinar.Minutes)),
        ];
    }

    // Items for everybody come first.
    private static IEnumerable<T> ForRole<T>(IReadOnlyList<T> all, Func<T, IReadOnlyList<string>> roles, string role) =>
        all.Where(each => roles(each).Count == 0).Concat(all.Where(each => roles(each).Intersect(RoleSet.Ids(role)).Any()));

    private static ChecklistTask Task(string id, string title, string? url, int minutes, string? detail = null) =>
        new(id, title, url, minutes == 0 ? null : minutes, Phase.GetReady, detail);

    // The dialog asks for the company's own address for these two.
    private static string? AddressOf(Playbook playbook, PlaybookTask task) => task.Id switch
    {
        "account" => playbook.AccountUrl ?? task.Url,
        "sandbox" => playbook.SandboxUrl ?? task.Url,
        _ => task.Url,
    };

    private static IReadOnlyList<ChecklistTask> ManagerTasks(RolloutDefinition definition) =>
    [
        .. ManagerTasks(definition.Playbook, Phase.GetReady),
        .. definition.Playbook.Agenda.Select(topic =>
            new ChecklistTask($"topic.{topic.Id}", $"Covered: {topic.Title}", null, null, Phase.Train, topic.Content)),
        .. ManagerTasks(definition.Playbook, Phase.Train),
        .. ManagerTasks(definition.Playbook, Phase.Use),
    ];

    private static IEnumerable<ChecklistTask> ManagerTasks(Playbook playbook, Phase phase) =>
        playbook.ManagerTasks.Where(task => task.Phase == phase)
            .Select(task => new ChecklistTask(task.Id, task.Title, task.Url, null, phase));
}
