namespace TeamsRolloutBot.Domain;

/// <summary>
/// What the product accepts as an e-mail address: an RFC 5322 dot-atom (3.4.1) before the <c>@</c>,
/// an internet host name after it, and at most 254 characters. Nothing else is reliably
/// deliverable. A guest's sign-in name (<see cref="GuestSignInName"/>) is not an address.
/// </summary>
public static class EmailAddress
{
    /// <summary>Maximum length of an address usable in mail (RFC 5321, 4.5.3.1.3).</summary>
    public const int MaxLength = 254;

    private const int MostBeforeAt = 64;
    private const int MostInLabel = 63;

    /// <summary>True if the text is a valid address after <see cref="Normalise"/>.</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: > 2 and <= MaxLength * 2 } || !text.Contains('@', StringComparison.Ordinal))
        {
            return false;
        }

        var email = Normalise(text);
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return email.Length <= MaxLength
            && at is >= 1 and <= MostBeforeAt
            && !GuestSignInName.Matches(email)
            && email[..at].Split('.').All(
                atom =>
                    atom.Length > 0
                        && atom.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+/=?^_`{}~-".Contains(c, StringComparison.Ordinal)))
            && IsHost(email[(at + 1)..]);
    }

    /// <summary>
    /// The form in which addresses are compared and stored: lower case, trimmed of blanks and
    /// invisible characters, with plain apostrophes and dashes in place of the typographic ones
    /// that phones insert.
    /// </summary>
    public static string Normalise(string email) => string.Concat(SingleLine.Trim(email).Select(TypedText.Plain)).ToLowerInvariant();

    /// <summary>
    /// What earlier releases accepted as an address. Stored ids may contain one; new input is not
    /// checked against it.
    /// </summary>
    internal static bool HasForm(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at is >= 1 and <= MostBeforeAt
            && at == text.LastIndexOf('@')
            && text.Length <= MaxLength
            && text[(at + 1)..] is { Length: > 0 } domain
            && domain.Contains('.', StringComparison.Ordinal)
            && domain[0] != '.'
            && domain[^1] != '.'
            && !domain.Contains("..", StringComparison.Ordinal)
            && !GuestSignInName.Matches(text)
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')' or '|');
    }

    // Letters of any script, which mail encodes in ASCII (RFC 5890), and a last label that is not a
    // number.
    private static bool IsHost(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length > 1
            && labels.All(
                label =>
                    label.Length is > 0 and <= MostInLabel
                        && label[0] != '-'
                        && label[^1] != '-'
                        && label.All(c => char.IsLetterOrDigit(c) || c == '-'))
            && labels[^1].Length > 1
            && !labels[^1].All(char.IsDigit);
    }
}
