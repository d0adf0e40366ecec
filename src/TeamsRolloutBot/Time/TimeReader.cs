using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Reads a time of day as people and their phones write it: <c>09:30</c>, <c>9:30 AM</c>,
/// <c>9.30</c>, <c>0930</c>, <c>9am</c>, <c>noon</c>.
/// </summary>
internal static partial class TimeReader
{
    /// <summary>How to write a time that is read.</summary>
    public const string Hint = "Write it like 09:30 or 9:30 AM.";

    private const int Longest = 40;

    // A number alone, such as “5”, is not among them: it may be morning or evening.
    private static readonly LocalTimePattern[] Patterns =
    [
        .. new[]
        {
            "H:mm", "HHmm", "H:mm:ss", "H:mm:ss.FFFFFFF", "H'.'mm", "H'H'mm",
            "h tt", "h:mm tt", "h:mm:ss tt", "h'.'mm tt", "hmm tt", "hhmm tt",
        }.Select(LocalTimePattern.CreateWithInvariantCulture),
    ];

    /// <returns>The time, to the minute; null when the text is no time of day.</returns>
    public static LocalTime? Read(string text)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var plain = PlainText.Of(text).ToUpperInvariant();
        plain = Before().Replace(plain, string.Empty);
        if (plain is "NOON" or "12 NOON" or "12:00 NOON" or "MIDDAY" or "MIDNIGHT")
        {
            return plain == "MIDNIGHT" ? LocalTime.Midnight : LocalTime.Noon;
        }

        plain = Hours().Replace(Halves().Replace(OClock().Replace(plain, "$1 "), "$1 $2M"), "$1");
        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(plain) is { Success: true, Value: var time })
            {
                return new LocalTime(time.Hour, time.Minute);
            }
        }

        return null;
    }

    /// <returns>The time as fields of cards hold it and the bot writes it: <c>09:30</c>.</returns>
    public static string Write(LocalTime time) => Written.Format(time);

    private static readonly LocalTimePattern Written = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    // at 9:30, T09:30
    [GeneratedRegex(@"^(?:AT |T(?=\d))")]
    private static partial Regex Before();

    // 9 o'clock am
    [GeneratedRegex(@"(\d) ?O'CLOCK ?(?=[AP])")]
    private static partial Regex OClock();

    // 9am, 9:30 a.m., 9 AM.
    [GeneratedRegex(@"(\d) ?([AP])\.? ?M\.?$")]
    private static partial Regex Halves();

    // 14:30 h, 0930 hrs, 14:30 o'clock.
    [GeneratedRegex(@"^([\d.:]{4,}) ?(?:H|HRS?|HOURS|O'CLOCK|UHR)\.?$")]
    private static partial Regex Hours();
}
