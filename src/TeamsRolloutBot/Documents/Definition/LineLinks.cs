using System.Text.RegularExpressions;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>The link column of line-by-line lists.</summary>
internal static partial class LineLinks
{
    public static LineColumn Column { get; } =
        LineColumn.Of(nameof(ListTexts.ColumnLink), IsMeant) with { IsLink = true };

    /// <returns>The escaped link, empty if there is none; or the problem as the end of “Line 1:
    /// …”.</returns>
    public static (string Url, string? Problem) Read(string text)
    {
        if (text.Length == 0)
        {
            return (string.Empty, null);
        }

        if (!SafeLink.TryRead(text, out var link))
        {
            return (string.Empty, ReadingTexts.TheLinkMustBeginWithHttps);
        }

        return link.Url.Length > Limits.Url
            ? (string.Empty, ReadingTexts.TheLinkHasCharactersAtMost.With(link.Url.Length, Limits.Url))
            : (link.Url, null);
    }

    private static bool IsMeant(string text) => SafeLink.TryRead(text, out _) || LooksLikeAddress().IsMatch(text);

    // A word with a scheme, such as javascript:… or msteams:…, is meant as a link; "Tip: ask first"
    // is not.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]+:\S+$")]
    private static partial Regex LooksLikeAddress();
}
