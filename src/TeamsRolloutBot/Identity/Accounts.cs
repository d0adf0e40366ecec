using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Identity;

/// <summary>Reads the accounts that activities and rosters name.</summary>
internal static class Accounts
{
    private const string GuestMark = " (guest)";

    /// <summary>
    /// The id of an account: its Entra object id, else what the client calls it; null where it has
    /// neither.
    /// </summary>
    public static PersonId? IdOf(ChannelAccount account)
    {
        if (Guid.TryParse(account.AadObjectId, out var objectId))
        {
            return PersonId.FromObjectId(objectId);
        }

        var name = string.IsNullOrEmpty(account.AadObjectId) ? account.Id : account.AadObjectId;
        return name is { Length: > 0 and <= 120 } ? PersonId.ParseUserId(name) : null;
    }

    /// <summary>True for a bot, and for an account that does not say who it is.</summary>
    public static bool IsNobody(ChannelAccount account) =>
        account.Id is null || account.Id.StartsWith("28:", StringComparison.Ordinal) || account.Role == "bot" || IdOf(account) is null;

    /// <summary>
    /// The name of an account as one that is typed may be: no longer, and of one line; null where
    /// it has none.
    /// </summary>
    public static string? NameOf(ChannelAccount account)
    {
        var name = SingleLine.Clean(account.Name);
        return string.IsNullOrEmpty(name) ? null
            : name.Length <= Limits.PersonName ? name
            : string.Concat(
                  name.AsSpan(0, char.IsHighSurrogate(name[Limits.PersonName - 2]) ? Limits.PersonName - 2 : Limits.PersonName - 1)
                      .TrimEnd(),
                  "…");
    }

    /// <summary>
    /// Who the tenant takes a roster's account for. Source: the members API of the connector, which
    /// gives <c>tenantId</c> and <c>userRole</c> (<c>user</c>, <c>guest</c>, <c>anonymous</c>) of
    /// each.
    /// </summary>
    /// <param name="account">As the roster has it.</param>
    /// <param name="tenantId">The conversation's tenant.</param>
    /// <param name="trustsSilence">A client that gives neither tenant nor role has only the
    /// tenant's own people: the local one.</param>
    public static Standing StandingOf(TeamsChannelAccount account, string tenantId, bool trustsSilence)
    {
        var role = string.IsNullOrEmpty(account.UserRole) ? account.Role : account.UserRole;
        if (string.Equals(role, "guest", StringComparison.OrdinalIgnoreCase) || GuestSignInName.Matches(account.UserPrincipalName))
        {
            return Standing.Guest;
        }

        var isOfTenant = string.IsNullOrEmpty(account.TenantId)
            ? trustsSilence
            : string.Equals(account.TenantId, tenantId, StringComparison.OrdinalIgnoreCase);
        var isUser = string.IsNullOrEmpty(role) ? trustsSilence : string.Equals(role, "user", StringComparison.OrdinalIgnoreCase);
        return isOfTenant && isUser ? Standing.Employee : Standing.Foreign;
    }

    /// <summary>
    /// An account of the tenant itself, with the addresses its roster gives; of any other the id
    /// and the name alone. A guest says so in their name: theirs is chosen elsewhere, and must not
    /// be taken for a colleague's.
    /// </summary>
    public static MetAccount Read(TeamsChannelAccount account, Standing standing)
    {
        var signInName = standing == Standing.Employee && EmailAddress.IsValid(account.UserPrincipalName)
            ? EmailAddress.Normalise(account.UserPrincipalName!)
            : null;
        var email = standing == Standing.Employee && EmailAddress.IsValid(account.Email)
            ? EmailAddress.Normalise(account.Email!)
            : signInName;
        var name = NameOf(account) ?? email ?? "Somebody";
        return new MetAccount(
            new Person
            {
                Id = IdOf(account)!.Value,
                Name = standing == Standing.Guest && !name.Contains("guest", StringComparison.OrdinalIgnoreCase) ? name + GuestMark : name,
                Email = email,
            },
            account.Id!,
            signInName,
            standing);
    }
}
