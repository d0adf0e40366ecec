using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The reusable content of a rollout. A rollout holds a copy of its own, which its manager edits.
/// </summary>
/// <remarks>Drafts and files of earlier releases lack the fields that have a default.</remarks>
public sealed record Playbook
{
    /// <summary>The language of its texts, such as <c>en</c>.</summary>
    [AllowNull]
    public string Language { get; init => field = value ?? English; } = English;

    /// <summary>
    /// Which edition of the playbook it is, such as <c>2.0</c>; empty where that is not known.
    /// </summary>
    [AllowNull]
    public string Version { get; init => field = value ?? string.Empty; } = string.Empty;

    /// <summary>The playbook's name, such as <c>Procore Pay (payor)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The product that is rolled out, as cards call it.</summary>
    public required string Product { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required IReadOnlyList<Certification> Certifications { get; init; }

    public required IReadOnlyList<Webinar> Webinars { get; init; }

    public required IReadOnlyList<Resource> Resources { get; init; }

    /// <summary>The topics of the training sessions.</summary>
    public required IReadOnlyList<AgendaTopic> Agenda { get; init; }

    public required EmailTemplate Email { get; init; }

    /// <summary>How people are onboarded who are hired after the rollout began.</summary>
    public required string NewHires { get; init; }

    /// <summary>Why a project under way in another system is better finished there.</summary>
    public required string SwitchingAdvice { get; init; }

    /// <summary>Where an account is set up; null: the invitation by e-mail alone says it.</summary>
    public string? AccountUrl { get; init; }

    /// <summary>The sandbox test project; null where it has no address that is known.</summary>
    public string? SandboxUrl { get; init; }

    /// <summary>What each person does besides courses and webinars.</summary>
    [AllowNull]
    public IReadOnlyList<PlaybookTask> Tasks { get; init => field = value ?? EarlierTasks.OfMembers; } = EarlierTasks.OfMembers;

    /// <summary>
    /// What the implementation manager of a cohort does besides going through the agenda.
    /// </summary>
    [AllowNull]
    public IReadOnlyList<ManagerTask> ManagerTasks { get; init => field = value ?? EarlierTasks.OfManagers; } = EarlierTasks.OfManagers;

    /// <summary>Which roles have to be filled, and which one person can't have together.</summary>
    [AllowNull]
    public IReadOnlyList<RoleRule> RoleRules { get; init => field = value ?? []; } = [];

    /// <summary>What the company sets up once, before the first cohort.</summary>
    [AllowNull]
    public IReadOnlyList<SetupItem> Setup { get; init => field = value ?? []; } = [];

    /// <summary>How subcontractors are brought in; null: the product has none.</summary>
    public SubcontractorLane? Subcontractors { get; init; }

    /// <summary>
    /// Procedures that a rollout begins with; its own are kept in its definition.
    /// </summary>
    [AllowNull]
    public IReadOnlyList<BestPractice> BestPractices { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Job titles that are no roles: those the playbook knows, and those of lists, in the order in
    /// which they came; none is
    /// taken out.
    /// </summary>
    [AllowNull]
    public IReadOnlyList<JobTitle> JobTitles { get; init => field = value ?? []; } = [];

    private const string English = "en";

    /// <summary>
    /// The role of an id, or of the ids of several (<see cref="RoleSet"/>), whose titles stand side
    /// by side.
    /// </summary>
    public Role? FindRole(string? id) =>
        Roles.FirstOrDefault(role => role.Id == id)
        ?? (
            RoleSet.Ids(id) is { Count: > 1 } ids ? RoleSet.Of([.. ids.Select(one => Roles.FirstOrDefault(role => role.Id == one))]) : null
        );

    /// <summary>
    /// The role a text means: its title or id, or a job title of which was said which role it is;
    /// or several of them.
    /// </summary>
    public Role? RoleOf(string text) => OneRoleOf(text) ?? RoleSet.Read(text, OneRoleOf);

    private Role? OneRoleOf(string text) =>
        Roles.FirstOrDefault(role => TypedText.Same(role.Title, text) || TypedText.Same(role.Id, text))
        ?? (PlaybookContent.EnglishOf(text) is var english && english != text ? Roles.FirstOrDefault(role => role.Title == english) : null)
        ?? FindRole(FindJobTitle(text)?.Role);

    public JobTitle? FindJobTitle(string text) => JobTitles.FirstOrDefault(known => TypedText.Same(known.Title, text));

    /// <summary>
    /// With titles to ask about that nobody has said anything of yet; at most
    /// <see cref="Limits.JobTitles"/> are kept.
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

    /// <summary>With what was said of job titles.</summary>
    public Playbook Knowing(IReadOnlyList<JobTitle> said) =>
        said.Count == 0
            ? this
            : this with
            {
                JobTitles = [.. JobTitles.Select(title => said.FirstOrDefault(each => TypedText.Same(each.Title, title.Title)) ?? title)]
            };
}

/// <summary>What somebody does, as far as training depends on it.</summary>
public sealed record Role(string Id, string Title);

/// <summary>A course that ends with a certificate.</summary>
/// <param name="Id">Letters, digits and hyphens; stable.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">Where it is taken; http or https.</param>
/// <param name="Minutes">How long it takes, about; 0: not known.</param>
/// <param name="Roles">The ids of the roles that need it; empty: everybody (the foundational
/// one).</param>
public sealed record Certification(string Id, string Title, string Url, int Minutes, IReadOnlyList<string> Roles)
{
    /// <summary>Somebody has looked at the title and the link, and they are right.</summary>
    public bool IsChecked { get; init; }

    public bool IsFoundational => Roles.Count == 0;
}

/// <summary>A recorded or live webinar.</summary>
public sealed record Webinar(string Id, string Title, string Url, int Minutes, bool Required)
{
    /// <inheritdoc cref="Certification.IsChecked"/>
    public bool IsChecked { get; init; }
}

/// <summary>Who something is for.</summary>
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
