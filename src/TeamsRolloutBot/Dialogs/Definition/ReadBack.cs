using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Says back in words how a typed date or zone was read, in Markdown; null where it was typed as it
/// is kept.
/// </summary>
internal static class ReadBack
{
    private const int MostShown = 15;

    public static string? Date(string sentence, string typed, LocalDate date) =>
        typed == Cards.Dates.Iso(date) ? null : $"{sentence} **{Cards.Dates.InWords(date)}**.";

    public static string? Zone(string typed, DateTimeZone zone) =>
        typed.Length == 0 || string.Equals(typed, zone.Id, StringComparison.OrdinalIgnoreCase) ? null : $"The time zone is **{zone.Id}**.";

    /// <summary>How a list was read that is typed a line each.</summary>
    public static string? Lines(LineRemarks remarks)
    {
        var headings = remarks.NotUsed.Take(MostShown).Select(heading => CardText.Escape(CardKit.Shorten(heading, 40)));
        var notUsed = remarks.NotUsed.Count == 0 ? null : $"Not used: {string.Join(", ", headings)}.";
        return string.Join("\n\n", new[] { Dates(remarks.Dates), notUsed }.OfType<string>()) is { Length: > 0 } said ? said : null;
    }

    /// <param name="sentences">One for each date of which another reading is thinkable.</param>
    private static string? Dates(IList<string> sentences) => sentences.Count == 0
        ? null
        : $"Please check how these dates were read: {string.Join(' ', sentences.Take(MostShown))}"
            + (sentences.Count > MostShown ? $" And {sentences.Count - MostShown} more." : string.Empty);

    public static string? Holidays(string typed, HolidayReading holidays)
    {
        if (holidays.Dates.Count == 0 || typed.ReplaceLineEndings("\n") == string.Join('\n', holidays.Dates.Select(Cards.Dates.Iso)))
        {
            return null;
        }

        var ahead = string.Join("; ", holidays.Dates.Take(MostShown).Select(Cards.Dates.Full));
        var more = holidays.Dates.Count > MostShown ? $" and {holidays.Dates.Count - MostShown} more" : string.Empty;
        var leftOut = holidays.LeftOut > 0
            ? $" {CardKit.Count(holidays.LeftOut, "day of past or far years was", "days of past or far years were")} left out."
            : string.Empty;
        return $"**{CardKit.Count(holidays.Dates.Count, "holiday is", "holidays are")} in:** {ahead}{more}.{leftOut}";
    }
}
