namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>Ids of applications, tenants and people as Entra writes them.</summary>
public static class EntraId
{
    /// <summary>
    /// A GUID in any spelling (capitals, braces, no hyphens) as Entra writes it in tokens and
    /// activities: small letters, with hyphens. Anything else stays as it is; null becomes empty.
    /// </summary>
    public static string Canonical(string? id) => Guid.TryParse(id, out var guid) ? guid.ToString("D") : id ?? "";
}
