namespace TeamsRolloutBot.Domain;

/// <summary>
/// The sign-in name of a guest in an Entra tenant:
/// <c>jane_partner.com#EXT#@contoso.onmicrosoft.com</c>. It looks like an e-mail address but can't
/// receive mail. Source: "Properties of a Microsoft Entra B2B collaboration user",
/// learn.microsoft.com.
/// </summary>
public static class GuestSignInName
{
    private const string Mark = "#EXT#";

    /// <summary>True for a guest's sign-in name.</summary>
    public static bool Matches(string? text) => text?.Contains(Mark, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// The normalised address the guest was invited with: the part before the mark, with its last
    /// underscore read as the <c>@</c>, since domains contain none. Null if the text is no such
    /// name or contains no address.
    /// </summary>
    public static string? AddressIn(string? text)
    {
        var name = text?.Trim();
        var end = name?.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (end < 1 || name!.LastIndexOf('_', end - 1) is not (> 0 and var at))
        {
            return null;
        }

        var address = $"{name[..at]}@{name[(at + 1)..end]}";
        return EmailAddress.IsValid(address) ? EmailAddress.Normalise(address) : null;
    }
}
