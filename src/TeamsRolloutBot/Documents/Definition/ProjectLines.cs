using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>Reads and writes projects in their field, one per line.</summary>
internal static class ProjectLines
{
    // A fixed “today” for checks that only look at a date's form.
    private static readonly LocalDate AnyDay = new(2027, 1, 1);

    private static readonly LineTable Table = new(
        LineColumn.Of(nameof(ListTexts.ColumnProject)),
        LineColumn.Of(nameof(ListTexts.ColumnNumber)) with { Suggests = IsCode },
        LineColumn.Of(nameof(ListTexts.ColumnStart), IsDate),
        LineColumn.Of(nameof(ListTexts.ColumnUnderWay), text => ReadUnderWay(text) is not null));

    /// <summary>The length of the projects as field text.</summary>
    public static int LengthOf(IReadOnlyList<Project> projects) => Write(projects).Length;

    public static string Write(IReadOnlyList<Project> projects) =>
        Table.Write([
            .. projects.Select(project =>
                (string?[])
                    [
                        project.Name, project.Number, project.Start is { } start ? Dates.Iso(start) : null,
                        project.UnderWay ? ListWords.Written(nameof(ListTexts.WordUnderWay)) : null,
                    ]
            ),
        ]);

    /// <summary>Reads the field.</summary>
    public static (IReadOnlyList<Project> Projects, LineRemarks Remarks) Read(string? text, LocalDate today)
    {
        var reading = Table.Read(text);
        var remarks = new LineRemarks { NotUsed = reading.NotUsed };
        var projects = new List<Project>();
        foreach (var row in reading.Rows)
        {
            var (project, problem) = Read(row, today, remarks);
            if (project is not null)
            {
                projects.Add(project);
            }
            else
            {
                remarks.Problems.Add(ReadingTexts.Line.With(row.Line, problem));
            }
        }

        return (projects, remarks);
    }

    private static (Project? Project, string? Problem) Read(LineRow row, LocalDate today, LineRemarks remarks)
    {
        if (row.Problem is not null)
        {
            return (null, row.Problem);
        }

        var (name, number, date, state) = (
            row.Cells[0].ReplaceLineEndings(" "), row.Cells[1].ReplaceLineEndings(" "), row.Cells[2], row.Cells[3]);
        if (name.Length is 0 or > Limits.Title)
        {
            return (null, ReadingTexts.TheNameNeeds1ToCharacters.With(Limits.Title));
        }

        if (number.Length > Limits.ProjectNumber)
        {
            return (null, ReadingTexts.TheNumberHasCharactersAtMost.With(number.Length, Limits.ProjectNumber));
        }

        if (SingleLine.Problem(name + number) is { } problem)
        {
            return (null, ReadingTexts.TheNameOrNumber.With(problem));
        }

        var start = date.Length == 0 ? default : FromSerial(date) ?? DateReader.Read(date, today);
        if (start.Problem is { } noDate)
        {
            return (null, noDate);
        }

        if ((state.Length == 0 ? false : ReadUnderWay(state)) is not { } underWay)
        {
            return (null, ReadingTexts.UnderWayIsYesOrNo.With(Wording.Shorten(state, 40)));
        }

        if (start.IsAssumed)
        {
            remarks.Dates.Add(ReadingTexts.StartsOn.With(CardText.Escape(name), Dates.InWords(start.Date!.Value)));
        }

        return (new Project(name, number, start.Date, underWay), null);
    }

    // A spreadsheet date that lost its format: days since the end of 1899. Marked as assumed, since
    // other programs may count differently.
    private static DateReading? FromSerial(string text) =>
        text.Length == 5
            && int.TryParse(text, out var days)
            && new LocalDate(1899, 12, 30).PlusDays(days) is var date
            && DateReader.IsInRange(date)
            ? new DateReading(date, IsAssumed: true)
            : null;

    private static bool IsDate(string text) => DateReader.Read(text, AnyDay).Date is not null;

    private static bool IsCode(string text) => text.Length <= 20 && text.Any(char.IsAsciiDigit) && !text.Any(char.IsWhiteSpace);

    private static bool? ReadUnderWay(string text) =>
        text.Trim() == "-" || ListWords.Is(nameof(ListTexts.WordNotUnderWay), text) ? false
        : ListWords.Is(nameof(ListTexts.WordUnderWay), text) ? true
        : null;
}
