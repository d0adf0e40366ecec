using NodaTime;
using NodaTime.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// How dates are written: one table. Before it is tried a text has no commas, no weekday and no
/// ordinal endings, and its months have their short English names (<see cref="DateTokens"/>).
/// </summary>
internal static class DatePatterns
{
    // A pattern without a year takes it from here; a leap year, so that the 29th of February is
    // read.
    private static readonly LocalDate Template = new(2000, 1, 1);

    private static readonly Row[] Rows =
    [
        // The year first, or the month in letters: one reading only.
        .. Table(Order.Certain, "uuuu'-'M'-'d", "uuuu'/'M'/'d", "uuuu'.'M'.'d", "uuuuMMdd"),
        .. Table(Order.Certain, "uuuu'-'MMM'-'d", "uuuu'/'MMM'/'d", "uuuu MMM d"),
        .. Table(Order.Certain, "MMM d uuuu", "d MMM uuuu", "d'-'MMM'-'uuuu", "d'/'MMM'/'uuuu", "d'.'MMM'.'uuuu", "dMMMuuuu"),
        .. Table(Order.Certain, "MMM'-'d'-'uuuu", "MMM'/'d'/'uuuu"),
        .. Table(Order.Certain, "d'-'MMM'-'yy", "d'/'MMM'/'yy", "d MMM yy", "dMMMyy", "MMM d yy", "MMM'-'d'-'yy"),

        // Digits only: the month first, where it can be.
        .. Table(Order.MonthFirst, "M'/'d'/'uuuu", "M'-'d'-'uuuu", "M'.'d'.'uuuu", "M'/'d'/'yy", "M'.'d'.'yy"),
        .. Table(Order.Certain, "d'/'M'/'uuuu", "d'-'M'-'uuuu", "d'.'M'.'uuuu"),
        .. Table(Order.Unsure, "d'/'M'/'yy", "d'.'M'.'yy"),

        // No year: the next such day.
        .. Table(Order.NoYear, "MMM d", "d MMM", "d'-'MMM", "MMM'-'d"),
    ];

    /// <summary>The first reading of a text by the table.</summary>
    public static (LocalDate Date, bool IsAssumed, bool HasYear)? Find(string text)
    {
        foreach (var row in Rows)
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
        Order.MonthFirst => date.Day <= 12 && date.Day != date.Month,
        _ => true,
    };

    private static IEnumerable<Row> Table(Order order, params string[] patterns) =>
        patterns.Select(LocalDatePattern.CreateWithInvariantCulture)
            .Select(pattern => new Row(order, pattern.WithTemplateValue(Template).WithTwoDigitYearMax(99)));

    private enum Order
    {
        Certain,
        MonthFirst,
        Unsure,
        NoYear,
    }

    private readonly record struct Row(Order Order, LocalDatePattern Pattern);
}
