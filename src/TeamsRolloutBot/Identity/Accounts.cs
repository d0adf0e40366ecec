using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Identity;

/// <summary>Interprets the accounts named in activities and rosters.</summary>
internal static class Accounts
{
    private const string GuestMark = " (guest)";

    /// <summary>
    /// An account's id: its Entra object id, otherwise the client's name for it; null if it has
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

    /// <summary>True for a bot, and for an account without an identity.</summary>
    public static bool IsNobody(ChannelAccount account) =>
        account.Id is null || account.Id.StartsWith("28:", StringComparison.Ordinal) || account.Role == "bot" || IdOf(account) is null;

    /// <summary>
    /// An account's name, cut to the length and single line allowed for typed names; null if it has
    /// none.
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
    /// How a roster's account relates to the tenant. Source: the connector's members API, which
    /// returns <c>tenantId</c> and <c>userRole</c> (<c>user</c>, <c>guest</c>, <c>anonymous</c>)
    /// for each.
    /// </summary>
    /// <param name="account">The account from the roster.</param>
    /// <param name="tenantId">The conversation's tenant.</param>
    /// <param name="trustsSilence">Whether an account without tenant and role is the tenant's own,
    /// as with the local client.</param>
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
    /// The tenant's own accounts include the addresses from the roster; all others only id and
    /// name. Guests are marked in their name, which is chosen elsewhere and must not be mistaken
    /// for a colleague's.
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
