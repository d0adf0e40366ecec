namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// Several roles of one person, stored as comma-separated role ids; ids never contain a comma.
/// </summary>
public static class RoleSet
{
    private const char Between = ',';

    private static readonly string[] Typed = [",", ";", "/", "+", "&", "\n", " and ", " y ", " e ", " et "];

    /// <summary>The stored ids; empty for null.</summary>
    public static IReadOnlyList<string> Ids(string? kept) =>
        string.IsNullOrEmpty(kept) ? [] : kept.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The roles in a text such as <c>Payments Admin and Payments Disburser</c>, each looked up
    /// separately; null if one is unknown.
    /// </summary>
    public static Role? Read(string text, Func<string, Role?> find)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(Typed, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 1 ? Of([.. parts.Select(find)]) : null;
    }

    /// <summary>Combines several roles into one; null if one is null or there is none.</summary>
    public static Role? Of(IReadOnlyList<Role?> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        var known = roles.OfType<Role>().DistinctBy(role => role.Id).ToList();
        return known.Count == 0 || roles.Contains(null) ? null
            : known.Count == 1 ? known[0]
            : new Role(string.Join(Between, known.Select(role => role.Id)), string.Join(", ", known.Select(role => role.Title)));
    }
}
