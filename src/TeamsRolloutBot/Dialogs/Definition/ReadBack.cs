using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Reads back how a typed date or zone was understood, in Markdown; null if it is stored as typed.
/// </summary>
internal static class ReadBack
{
    private const int MostShown = 15;

    public static string? Date(string sentence, string typed, LocalDate date) =>
        typed == Dates.Iso(date) ? null : $"{sentence} **{Dates.InWords(date)}**.";

    public static string? Zone(string typed, DateTimeZone zone) =>
        typed.Length == 0 || string.Equals(typed, zone.Id, StringComparison.OrdinalIgnoreCase) ? null
            : DefinitionTexts.TheTimeZoneIs.With(zone.Id);

    /// <summary>Reads back how a line-by-line list was understood.</summary>
    public static string? Lines(LineRemarks remarks)
    {
        var headings = remarks.NotUsed.Take(MostShown).Select(heading => CardText.Escape(Wording.Shorten(heading, 40)));
        var notUsed = remarks.NotUsed.Count == 0 ? null : DefinitionTexts.NotUsed.With(string.Join(", ", headings));
        return string.Join("\n\n", new[] { DatesRead(remarks.Dates), notUsed }.OfType<string>()) is { Length: > 0 } said ? said : null;
    }

    /// <param name="sentences">One for each ambiguous date.</param>
    private static string? DatesRead(IList<string> sentences) => sentences.Count == 0
        ? null
        : DefinitionTexts.PleaseCheckHowTheseDatesWere.With(string.Join(' ', sentences.Take(MostShown)))
            + (sentences.Count > MostShown ? DefinitionTexts.AndMore4.With(sentences.Count - MostShown) : string.Empty);

    public static string? Holidays(string typed, HolidayReading holidays)
    {
        if (holidays.Dates.Count == 0 || typed.ReplaceLineEndings("\n") == string.Join('\n', holidays.Dates.Select(Dates.Iso)))
        {
            return null;
        }

        var ahead = string.Join("; ", holidays.Dates.Take(MostShown).Select(Dates.Full));
        var more = holidays.Dates.Count > MostShown ? DefinitionTexts.AndMore5.With(holidays.Dates.Count - MostShown) : string.Empty;
        var leftOut = holidays.LeftOut > 0
            ? DefinitionTexts.DaysOfPastOrFarYears.With(holidays.LeftOut)
            : string.Empty;
        return DefinitionTexts.HolidaysAreIn.With(holidays.Dates.Count, ahead, more, leftOut);
    }
}
