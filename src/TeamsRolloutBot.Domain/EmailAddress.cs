namespace TeamsRolloutBot.Domain;

/// <summary>
/// What the product takes for an e-mail address: the dot-atom of RFC 5322 (3.4.1) before the
/// <c>@</c> and the name of an internet host behind it, 254 characters at most. Nothing else is
/// reached by mail everywhere. A guest's sign-in name (<see cref="GuestSignInName"/>) is none.
/// </summary>
public static class EmailAddress
{
    /// <summary>Longest address that can be used in mail (RFC 5321, 4.5.3.1.3).</summary>
    public const int MaxLength = 254;

    private const int MostBeforeAt = 64;
    private const int MostInLabel = 63;

    /// <summary>True for an address, judged as <see cref="Normalise"/> would write it.</summary>
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
    /// In lower case, without blanks and what is not seen at its ends, and with plain apostrophes
    /// and dashes for the typographic ones that phones write: how addresses are compared and
    /// stored.
    /// </summary>
    public static string Normalise(string email) => string.Concat(SingleLine.Trim(email).Select(TypedText.Plain)).ToLowerInvariant();

    /// <summary>
    /// What earlier releases took for an address. Ids in the store may hold one; nothing new is
    /// accepted by it.
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

    // Letters of every script, which mail turns into their ASCII form (RFC 5890), and a last label
    // that is no number.
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
