using NodaTime.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// The table of date formats. Text is normalised first: no commas, weekdays or ordinal endings, and
/// short English month names (<see cref="DateTokens"/>).
/// </summary>
internal static class DatePatterns
{
    // The default year for patterns without one; a leap year, so that 29 February can be read.
    private static readonly LocalDate Template = new(2000, 1, 1);

    private static readonly Row[] MonthFirst = Rows(isDayFirst: false);
    private static readonly Row[] DayFirst = Rows(isDayFirst: true);

    private static Row[] Rows(bool isDayFirst) =>
    [
        // Year first or month in letters: unambiguous.
        .. Table(Order.Certain, "uuuu'-'M'-'d", "uuuu'/'M'/'d", "uuuu'.'M'.'d", "uuuuMMdd"),
        .. Table(Order.Certain, "uuuu'-'MMM'-'d", "uuuu'/'MMM'/'d", "uuuu MMM d"),
        .. Table(Order.Certain, "MMM d uuuu", "d MMM uuuu", "d'-'MMM'-'uuuu", "d'/'MMM'/'uuuu", "d'.'MMM'.'uuuu", "dMMMuuuu"),
        .. Table(Order.Certain, "MMM'-'d'-'uuuu", "MMM'/'d'/'uuuu"),
        .. Table(Order.Certain, "d'-'MMM'-'yy", "d'/'MMM'/'yy", "d MMM yy", "dMMMyy", "MMM d yy", "MMM'-'d'-'yy"),

        // Digits only: month first if possible; in French, day first.
        .. isDayFirst
            ? Digits("d'/'M'/'uuuu", "d'-'M'-'uuuu", "d'.'M'.'uuuu", "d'/'M'/'yy", "d'.'M'.'yy")
            : Digits("M'/'d'/'uuuu", "M'-'d'-'uuuu", "M'.'d'.'uuuu", "M'/'d'/'yy", "M'.'d'.'yy"),

        // Without a year: the next such day.
        .. Table(Order.NoYear, "MMM d", "d MMM", "d'-'MMM", "MMM'-'d"),
    ];

    /// <summary>The first match in the table.</summary>
    public static (LocalDate Date, bool IsAssumed, bool HasYear)? Find(string text)
    {
        foreach (var row in TypedDates.AreDayFirst ? DayFirst : MonthFirst)
        {
            if (row.Pattern.Parse(text) is { Success: true, Value: var date })
            {
                return (date, IsAssumed(row.Order, date), row.Order != Order.NoYear);
            }
        }

        return null;
    }

    private static bool IsAssumed(Order order, LocalDate date) => order switch
    {
        Order.Certain => false,
        Order.Either => date.Day <= 12 && date.Day != date.Month,
        _ => true,
    };

    // What cannot be read in this order is read in the other.
    private static IEnumerable<Row> Digits(params string[] patterns) =>
    [
        .. Table(Order.Either, patterns),
        .. Table(Order.Certain, [.. patterns.Where(HasWholeYear).Select(Turned)]),
        .. Table(Order.Unsure, [.. patterns.Where(pattern => !HasWholeYear(pattern)).Select(Turned)]),
    ];

    private static bool HasWholeYear(string pattern) => pattern.EndsWith("uuuu", StringComparison.Ordinal);

    private static string Turned(string pattern) =>
        string.Concat(pattern.Select(letter => letter switch { 'd' => 'M', 'M' => 'd', _ => letter }));

    private static IEnumerable<Row> Table(Order order, params string[] patterns) =>
        patterns.Select(LocalDatePattern.CreateWithInvariantCulture)
            .Select(pattern => new Row(order, pattern.WithTemplateValue(Template).WithTwoDigitYearMax(99)));

    private enum Order
    {
        Certain,
        Either,
        Unsure,
        NoYear,
    }

    private readonly record struct Row(Order Order, LocalDatePattern Pattern);
}
