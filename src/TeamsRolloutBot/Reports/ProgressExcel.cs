using ClosedXML.Excel;

namespace TeamsRolloutBot.Reports;

/// <summary>Progress as an Excel workbook with a filter on every column.</summary>
internal sealed class ProgressExcel : IDisposable
{
    private readonly XLWorkbook _workbook = new();
    private readonly IXLWorksheet _sheet;
    private int _lines;
    private int _columns;

    public ProgressExcel() => _sheet = _workbook.AddWorksheet("Progress");

    /// <summary>Writes the next row; the first is the heading.</summary>
    public void Write(IReadOnlyList<object> row)
    {
        _lines++;
        _columns = Math.Max(_columns, row.Count);
        for (var column = 0; column < row.Count; column++)
        {
            var cell = _sheet.Cell(_lines, column + 1);
            if (row[column] is int number)
            {
                cell.SetValue(number);
            }
            else
            {
                // As text: a name that begins with = stays a name.
                cell.SetValue((string)row[column]).SetDataType(XLDataType.Text);
            }
        }
    }

    public void Save(Stream stream)
    {
        _sheet.Row(1).Style.Font.Bold = true;
        _sheet.Range(1, 1, _lines, _columns).SetAutoFilter();
        _sheet.SheetView.FreezeRows(1);
        for (var column = 1; column <= _columns; column++)
        {
            // Not fitted to the content: measuring text needs fonts that servers lack.
            _sheet.Column(column).Width = column <= 3 ? 28 : 16;
        }

        _workbook.SaveAs(stream);
    }

    public void Dispose() => _workbook.Dispose();
}
