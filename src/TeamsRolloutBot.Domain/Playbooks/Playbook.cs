using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The reusable content of a rollout. Each rollout holds its own copy, which its manager edits.
/// </summary>
/// <remarks>
/// Fields with a default may be missing from drafts and files of earlier releases.
/// </remarks>
public sealed record Playbook
{
    /// <summary>The language of its texts, such as <c>en</c>.</summary>
    [AllowNull]
    public string Language { get; init => field = value ?? English; } = English;

    /// <summary>The playbook's edition, such as <c>2.0</c>; empty if unknown.</summary>
    [AllowNull]
    public string Version { get; init => field = value ?? string.Empty; } = string.Empty;

    /// <summary>The playbook's name, such as <c>Procore Pay (payor)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The product being rolled out, as named on cards.</summary>
    public required string Product { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required IReadOnlyList<Certification> Certifications { get; init; }

    public required IReadOnlyList<Webinar> Webinars { get; init; }

    public required IReadOnlyList<Resource> Resources { get; init; }

    /// <summary>The topics of the training sessions.</summary>
    public required IReadOnlyList<AgendaTopic> Agenda { get; init; }

    public required EmailTemplate Email { get; init; }

    /// <summary>How people hired after the rollout started are onboarded.</summary>
    public required string NewHires { get; init; }

    /// <summary>
    /// Why a project already under way in another system is better finished there.
    /// </summary>
    public required string SwitchingAdvice { get; init; }

    /// <summary>Where accounts are set up; null: only the invitation e-mail says so.</summary>
    public string? AccountUrl { get; init; }

    /// <summary>The sandbox test project; null if its address is unknown.</summary>
    public string? SandboxUrl { get; init; }

    /// <summary>What each person does in addition to courses and webinars.</summary>
    [AllowNull]
    public IReadOnlyList<PlaybookTask> Tasks { get; init => field = value ?? EarlierTasks.OfMembers; } = EarlierTasks.OfMembers;

    /// <summary>
    /// What a cohort's implementation manager does in addition to covering the agenda.
    /// </summary>
    [AllowNull]
    public IReadOnlyList<ManagerTask> ManagerTasks { get; init => field = value ?? EarlierTasks.OfManagers; } = EarlierTasks.OfManagers;

    /// <summary>Which roles must be filled, and which ones a person can't combine.</summary>
    [AllowNull]
    public IReadOnlyList<RoleRule> RoleRules { get; init => field = value ?? []; } = [];

    /// <summary>One-time company setup before the first cohort.</summary>
    [AllowNull]
    public IReadOnlyList<SetupItem> Setup { get; init => field = value ?? []; } = [];

    /// <summary>How subcontractors are brought in; null if the product has none.</summary>
    public SubcontractorLane? Subcontractors { get; init; }

    /// <summary>The initial procedures of a rollout; its own are kept in its definition.</summary>
    [AllowNull]
    public IReadOnlyList<BestPractice> BestPractices { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Job titles that are not roles, both from the playbook and from lists, in order of arrival;
    /// none is ever removed.
    /// </summary>
    [AllowNull]
    public IReadOnlyList<JobTitle> JobTitles { get; init => field = value ?? []; } = [];

    private const string English = "en";

    /// <summary>
    /// The role with an id, or the combined role for several ids (<see cref="RoleSet"/>), with
    /// their titles side by side.
    /// </summary>
    public Role? FindRole(string? id) =>
        Roles.FirstOrDefault(role => role.Id == id)
        ?? (
            RoleSet.Ids(id) is { Count: > 1 } ids ? RoleSet.Of([.. ids.Select(one => Roles.FirstOrDefault(role => role.Id == one))]) : null
        );

    /// <summary>
    /// The role or roles a text refers to: a title, an id, or a job title already mapped to a role.
    /// </summary>
    public Role? RoleOf(string text) => OneRoleOf(text) ?? RoleSet.Read(text, OneRoleOf);

    private Role? OneRoleOf(string text) =>
        Roles.FirstOrDefault(role => TypedText.Same(role.Title, text) || TypedText.Same(role.Id, text))
        ?? (PlaybookContent.EnglishOf(text) is var english && english != text ? Roles.FirstOrDefault(role => role.Title == english) : null)
        ?? FindRole(FindJobTitle(text)?.Role);

    public JobTitle? FindJobTitle(string text) => JobTitles.FirstOrDefault(known => TypedText.Same(known.Title, text));

    /// <summary>
    /// Adds titles that still need to be mapped to a role; at most <see cref="Limits.JobTitles"/>
    /// are kept.
    /// </summary>
    public Playbook Asking(IEnumerable<JobTitle> titles)
    {
        var known = JobTitles.ToList();
        foreach (var title in titles)
        {
            var index = known.FindIndex(each => TypedText.Same(each.Title, title.Title));
            if (index >= 0)
            {
                known[index] = known[index].IsOpen ? known[index] with { Waiting = known[index].Waiting + title.Waiting } : known[index];
            }
            else if (known.Count < Limits.JobTitles && title.Title.Length <= Limits.Title)
            {
                known.Add(title);
            }
        }

        return this with { JobTitles = known };
    }

    /// <summary>Applies the decisions made about job titles.</summary>
    public Playbook Knowing(IReadOnlyList<JobTitle> said) =>
        said.Count == 0
            ? this
            : this with
            {
                JobTitles = [.. JobTitles.Select(title => said.FirstOrDefault(each => TypedText.Same(each.Title, title.Title)) ?? title)]
            };
}

/// <summary>What a person does, as far as it affects their training.</summary>
public sealed record Role(string Id, string Title);

/// <summary>A course that ends with a certificate.</summary>
/// <param name="Id">Letters, digits and hyphens; stable.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">Where it is taken; http or https.</param>
/// <param name="Minutes">Approximate duration; 0: unknown.</param>
/// <param name="Roles">The ids of the roles that need it; empty: everybody (the foundational
/// one).</param>
public sealed record Certification(string Id, string Title, string Url, int Minutes, IReadOnlyList<string> Roles)
{
    /// <summary>Somebody has verified the title and the link.</summary>
    public bool IsChecked { get; init; }

    public bool IsFoundational => Roles.Count == 0;
}

/// <summary>A recorded or live webinar.</summary>
public sealed record Webinar(string Id, string Title, string Url, int Minutes, bool Required)
{
    /// <inheritdoc cref="Certification.IsChecked"/>
    public bool IsChecked { get; init; }
}

/// <summary>Who an item is for.</summary>
public enum Audience
{
    /// <summary>An employee of the company.</summary>
    Internal,

    /// <summary>A collaborator from another company.</summary>
    External,
}

/// <summary>Further reading.</summary>
/// <param name="Title">As shown.</param>
/// <param name="Url">Where it is; http or https.</param>
/// <param name="Audience">Who it is for; null: both.</param>
public sealed record Resource(string Title, string Url, Audience? Audience)
{
    /// <inheritdoc cref="Certification.IsChecked"/>
    public bool IsChecked { get; init; }
}

/// <summary>A topic of the training sessions.</summary>
public sealed record AgendaTopic(string Id, string Title, string Content);
