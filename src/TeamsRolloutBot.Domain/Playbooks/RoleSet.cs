namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// Several roles of one person. Where a role's id is kept, the ids of several stand with a comma
/// between them: an id has
/// none.
/// </summary>
public static class RoleSet
{
    private const char Between = ',';

    private static readonly string[] Typed = [",", ";", "/", "+", "&", "\n", " and "];

    /// <summary>The ids in what is kept; none for null.</summary>
    public static IReadOnlyList<string> Ids(string? kept) =>
        string.IsNullOrEmpty(kept) ? [] : kept.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The roles of a text such as <c>Payments Admin and Payments Disburser</c>, each by its own;
    /// null where one is not known.
    /// </summary>
    public static Role? Read(string text, Func<string, Role?> find)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(Typed, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 1 ? Of([.. parts.Select(find)]) : null;
    }

    /// <summary>Several roles as one; null where one of them is null, or there is none.</summary>
    public static Role? Of(IReadOnlyList<Role?> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        var known = roles.OfType<Role>().DistinctBy(role => role.Id).ToList();
        return known.Count == 0 || roles.Contains(null) ? null
            : known.Count == 1 ? known[0]
            : new Role(string.Join(Between, known.Select(role => role.Id)), string.Join(" and ", known.Select(role => role.Title)));
    }
}
