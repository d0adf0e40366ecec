using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Reads a date as people type it: <c>2027-03-15</c>, <c>March 15, 2027</c>, <c>15 Mar 2027</c>. Digits with slashes are refused, because the
/// 3rd of April and the 4th of March look the same.
/// </summary>
internal static partial class TypedDate
{
    private static readonly LocalDatePattern[] Patterns =
    [
        LocalDatePattern.Iso,
        LocalDatePattern.CreateWithInvariantCulture("MMMM d uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("MMM d uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu"),
    ];

    public const string Hint = "Write it like 2027-03-15 or March 15, 2027.";

    public static LocalDate? Read(string text)
    {
        var plain = Ordinal().Replace(Blanks().Replace(text.Replace(',', ' ').Replace('.', ' '), " ").Trim(), "$1");
        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(plain) is { Success: true, Value: var date } && date.Year is >= 2000 and <= 2100)
            {
                return date;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b(\d{1,2})(st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();
}
