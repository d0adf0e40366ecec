using ClosedXML.Excel;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>Progress as an Excel workbook with a filter on every column.</summary>
internal sealed class ProgressExcel(ProgressTable table)
{
    public async Task WriteAsync(Stream stream, StoredRollout rollout, CancellationToken ct)
    {
        using var workbook = new XLWorkbook();
        var sheet = workbook.AddWorksheet("Progress");
        for (var column = 0; column < ProgressTable.Columns.Count; column++)
        {
            sheet.Cell(1, column + 1).SetValue(ProgressTable.Columns[column]).Style.Font.Bold = true;
        }

        var line = 1;
        await foreach (var row in table.RowsAsync(rollout, ct))
        {
            line++;
            for (var column = 0; column < row.Count; column++)
            {
                var cell = sheet.Cell(line, column + 1);
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

        sheet.Range(1, 1, line, ProgressTable.Columns.Count).SetAutoFilter();
        sheet.SheetView.FreezeRows(1);
        for (var column = 1; column <= ProgressTable.Columns.Count; column++)
        {
            // Not fitted to the content: measuring text needs fonts that servers lack.
            sheet.Column(column).Width = column <= 3 ? 28 : 16;
        }

        workbook.SaveAs(stream);
    }
}
