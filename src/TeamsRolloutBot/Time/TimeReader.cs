using System.Text.RegularExpressions;
using NodaTime.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Reads a time of day as people and their phones write it: <c>09:30</c>, <c>9:30 AM</c>,
/// <c>9.30</c>, <c>0930</c>, <c>9am</c>, <c>noon</c>, <c>9 de la mañana</c>, <c>14 h 30</c>.
/// </summary>
internal static partial class TimeReader
{
    /// <summary>Explains how to write a time.</summary>
    public static string Hint => ReadingTexts.TimeHint;

    private const int Longest = 40;

    // A bare number such as “5” is not accepted: it may mean morning or evening.
    private static readonly LocalTimePattern[] Patterns =
    [
        .. new[]
        {
            "H:mm", "HHmm", "H:mm:ss", "H:mm:ss.FFFFFFF", "H'.'mm", "H'H'mm",
            "h tt", "h:mm tt", "h:mm:ss tt", "h'.'mm tt", "hmm tt", "hhmm tt",
        }.Select(LocalTimePattern.CreateWithInvariantCulture),
    ];

    /// <returns>The time, to the minute; null if the text is not one.</returns>
    public static LocalTime? Read(string text)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var plain = InEnglish(PlainText.WithoutAccents(PlainText.Of(text)).ToUpperInvariant());
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

    private static string InEnglish(string plain)
    {
        plain = Morning().Replace(Afternoon().Replace(plain, "$1 PM"), "$1 AM");
        plain = FrenchHour().Replace(FrenchMinutes().Replace(plain, "$1:$2"), "$1:00");
        return plain switch
        {
            "MEDIODIA" or "12 DEL MEDIODIA" or "MIDI" => "NOON",
            "MEDIANOCHE" or "MINUIT" => "MIDNIGHT",
            _ => plain,
        };
    }

    /// <returns>The time in the format of card inputs: <c>09:30</c>.</returns>
    public static string Write(LocalTime time) => Written.Format(time);

    private static readonly LocalTimePattern Written = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    // at 9:30, T09:30
    [GeneratedRegex(@"^(?:AT |A LAS? |A (?=\d)|T(?=\d))")]
    private static partial Regex Before();

    // 9 de la mañana
    [GeneratedRegex(@"(\d) DE LA MANANA$")]
    private static partial Regex Morning();

    // 3:30 de la tarde
    [GeneratedRegex(@"(\d) DE LA (?:TARDE|NOCHE)$")]
    private static partial Regex Afternoon();

    // 14 h 30
    [GeneratedRegex(@"(\d) H ?(\d\d)$")]
    private static partial Regex FrenchMinutes();

    // 14 h, 9 heures
    [GeneratedRegex(@"(?<=^(?:A )?\d?)(\d) ?(?:H|HEURES?)$")]
    private static partial Regex FrenchHour();

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
