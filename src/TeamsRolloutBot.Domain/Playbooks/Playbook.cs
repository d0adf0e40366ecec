using System.Diagnostics.CodeAnalysis;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The reusable content of a rollout. A rollout holds a copy of its own, which its manager edits.
/// </summary>
public sealed record Playbook
{
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

    /// <summary>
    /// Job titles of lists that are no roles, in the order in which they came; none is taken out.
    /// </summary>
    /// <remarks>Playbooks of earlier releases have none.</remarks>
    [AllowNull]
    public IReadOnlyList<JobTitle> JobTitles { get; init => field = value ?? []; } = [];

    public Role? FindRole(string? id) => Roles.FirstOrDefault(role => role.Id == id);

    /// <summary>
    /// The role a text means: its title or id, or a job title of which was said which role it is.
    /// </summary>
    public Role? RoleOf(string text) =>
        Roles.FirstOrDefault(role => TypedText.Same(role.Title, text) || TypedText.Same(role.Id, text))
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
/// <param name="Minutes">How long it takes, about.</param>
/// <param name="Roles">The ids of the roles that need it; empty: everybody (the foundational
/// one).</param>
public sealed record Certification(string Id, string Title, string Url, int Minutes, IReadOnlyList<string> Roles)
{
    public bool IsFoundational => Roles.Count == 0;
}

/// <summary>A recorded or live webinar.</summary>
public sealed record Webinar(string Id, string Title, string Url, int Minutes, bool Required);

/// <summary>Whom something is for.</summary>
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
/// <param name="Audience">Whom it is for; null: both.</param>
public sealed record Resource(string Title, string Url, Audience? Audience);

/// <summary>A topic of the training sessions.</summary>
public sealed record AgendaTopic(string Id, string Title, string Content);

/// <summary>The welcome e-mail with its merge fields, see <see cref="WelcomeEmail"/>.</summary>
public sealed record EmailTemplate(string Subject, string Body);
