namespace TeamsRolloutBot.Domain;

/// <summary>
/// What the product takes for an e-mail address: one <c>@</c>, a local part and a domain with a dot, no blanks and nothing that is not
/// seen; 254 characters at most. A guest's sign-in name (<see cref="GuestSignInName"/>) is none.
/// </summary>
public static class EmailAddress
{
    /// <summary>Longest address that can be used in mail (RFC 5321, 4.5.3.1.3).</summary>
    public const int MaxLength = 254;

    public static bool IsValid(string? text)
    {
        var email = text?.Trim();
        if (string.IsNullOrEmpty(email) || email.Length > MaxLength)
        {
            return false;
        }

        var at = email.IndexOf('@');
        if (at < 1 || at > 64 || at != email.LastIndexOf('@'))
        {
            return false;
        }

        var domain = email.AsSpan(at + 1);
        return domain.Contains('.')
            && domain[0] != '.'
            && domain[^1] != '.'
            && !domain.Contains("..", StringComparison.Ordinal)
            && !GuestSignInName.Matches(email)
            && !email.Any(c => char.IsWhiteSpace(c) || SingleLine.IsUnseen(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')' or '|');
    }

    /// <summary>
    /// Trimmed, in lower case, with a plain apostrophe for the typographic ones that phones write: how addresses are
    /// compared and stored.
    /// </summary>
    public static string Normalise(string email) => email.Trim().ToLowerInvariant().Replace('\u2019', '\'').Replace('\u2018', '\'').Replace('\u02bc', '\'');
}
