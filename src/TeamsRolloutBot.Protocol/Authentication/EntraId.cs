namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>Application, tenant and user ids in Entra's spelling.</summary>
public static class EntraId
{
    /// <summary>
    /// A GUID in any spelling (capitals, braces, no hyphens), converted to the one used in tokens
    /// and activities: lower case with hyphens. Anything else is unchanged; null becomes empty.
    /// </summary>
    public static string Canonical(string? id) => Guid.TryParse(id, out var guid) ? guid.ToString("D") : id ?? "";
}
