using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Tables;
using SpreadCheetah.Worksheets;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Progress as an Excel workbook: one table with a filter on every column. Rows go to the stream as
/// they come; none is kept.
/// </summary>
internal sealed class ProgressExcel : IAsyncDisposable
{
    private readonly Spreadsheet _workbook;
    private readonly DataCell[] _cells;

    private ProgressExcel(Spreadsheet workbook, int columns)
    {
        _workbook = workbook;
        _cells = new DataCell[columns];
    }

    public static async Task<ProgressExcel> BeginAsync(Stream stream, IReadOnlyList<string> headings, CancellationToken ct)
    {
        var workbook = await Spreadsheet.CreateNewAsync(stream, cancellationToken: ct);
        var sheet = new WorksheetOptions { FrozenRows = 1 };
        for (var column = 1; column <= headings.Count; column++)
        {
            // Not fitted to the content: that would mean to hold every row and to measure text.
            sheet.Column(column).Width = column <= 3 ? 28 : 16;
        }

        await workbook.StartWorksheetAsync(ExportTexts.Progress, sheet, ct);
        workbook.StartTable(new Table(TableStyle.Light1, "Progress"));
        var heading = workbook.AddStyle(new Style { Font = { Bold = true } });
        await workbook.AddHeaderRowAsync([.. headings], heading, ct);
        return new ProgressExcel(workbook, headings.Count);
    }

    /// <param name="row">A value for each heading: <see cref="int"/>, or text, which stays text
    /// even if it begins like a formula.</param>
    public async Task WriteAsync(IReadOnlyList<object> row, CancellationToken ct)
    {
        for (var column = 0; column < _cells.Length; column++)
        {
            _cells[column] = row[column] is int number ? new DataCell(number) : new DataCell(Allowed((string)row[column]));
        }

        await _workbook.AddRowAsync(_cells, ct);
    }

    public async Task EndAsync(CancellationToken ct) => await _workbook.FinishAsync(ct);

    /// <summary>
    /// The two characters that no XML holds, and that the library, unlike control characters and
    /// halves of pairs, lets through.
    /// </summary>
    public static string Allowed(string text) => text.Replace('\ufffe', '\ufffd').Replace('\uffff', '\ufffd');

    public ValueTask DisposeAsync() => _workbook.DisposeAsync();
}
