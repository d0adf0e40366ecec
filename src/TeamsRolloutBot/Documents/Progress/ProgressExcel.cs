using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Tables;
using SpreadCheetah.Worksheets;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Progress as an Excel workbook: one table with a filter on every column. Rows are streamed, never
/// buffered.
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
            // Not fitted to the content, which would require buffering every row and measuring
            // text.
            sheet.Column(column).Width = column <= 3 ? 28 : 16;
        }

        await workbook.StartWorksheetAsync(ExportTexts.Progress, sheet, ct);
        workbook.StartTable(new Table(TableStyle.Light1, "Progress"));
        var heading = workbook.AddStyle(new Style { Font = { Bold = true } });
        await workbook.AddHeaderRowAsync([.. headings], heading, ct);
        return new ProgressExcel(workbook, headings.Count);
    }

    /// <param name="row">A value per heading: an <see cref="int"/>, or text, which stays text even
    /// if it starts like a formula.</param>
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
    /// Replaces the two characters that XML cannot contain and the library lets through, unlike
    /// control characters and unpaired surrogates.
    /// </summary>
    public static string Allowed(string text) => text.Replace('\ufffe', '\ufffd').Replace('\uffff', '\ufffd');

    public ValueTask DisposeAsync() => _workbook.DisposeAsync();
}
