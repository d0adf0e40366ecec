namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>The reusable content of a rollout. A rollout holds a copy of its own, which its manager edits.</summary>
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

    public Role? FindRole(string? id) => Roles.FirstOrDefault(role => role.Id == id);
}

/// <summary>What somebody does, as far as training depends on it.</summary>
public sealed record Role(string Id, string Title);

/// <summary>A course that ends with a certificate.</summary>
/// <param name="Id">Letters, digits and hyphens; stable.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">Where it is taken; http or https.</param>
/// <param name="Minutes">How long it takes, about.</param>
/// <param name="Roles">The ids of the roles that need it; empty: everybody (the foundational one).</param>
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
