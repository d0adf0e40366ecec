namespace TeamsRolloutBot.Documents;

/// <summary>Reads and writes best practices in their field.</summary>
internal static class PracticeLines
{
    private static readonly LineTable Table = new(
        LineColumn.Of(nameof(ListTexts.ColumnPractice)),
        LineLinks.Column,
        LineColumn.Of(nameof(ListTexts.ColumnText)) with { TakesRest = true });

    public static string Write(IReadOnlyList<BestPractice> practices) =>
        Table.Write([.. practices.Select(practice => (string?[])[practice.Title, practice.Url, practice.Text])]);

    /// <summary>Reads the field.</summary>
    public static (IReadOnlyList<BestPractice> Practices, LineRemarks Remarks) Read(string? text)
    {
        var reading = Table.Read(text);
        var remarks = new LineRemarks { NotUsed = reading.NotUsed };
        var practices = new List<BestPractice>();
        foreach (var row in reading.Rows)
        {
            var (practice, problem) = Read(row);
            if (practice is not null)
            {
                practices.Add(practice);
            }
            else
            {
                remarks.Problems.Add(ReadingTexts.Line.With(row.Line, problem));
            }
        }

        return (practices, remarks);
    }

    private static (BestPractice? Practice, string? Problem) Read(LineRow row)
    {
        var (title, body) = (row.Cells[0].ReplaceLineEndings(" "), row.Cells[2]);
        var (url, noLink) = LineLinks.Read(row.Cells[1]);
        if ((row.Problem ?? LineTitles.Problem(title) ?? noLink) is { } problem)
        {
            return (null, problem);
        }

        return body.Length > Limits.BestPracticeText
            ? (null, ReadingTexts.TheTextHasCharactersAtMost.With(body.Length, Limits.BestPracticeText))
            : (new BestPractice(title, url.Length > 0 ? url : null, body.Length > 0 ? body : null), null);
    }
}
