using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// Everybody's progress as CSV and as Excel, from one reading: both files say the same.
/// </summary>
internal sealed class ProgressReport(ProgressTable table)
{
    public async Task WriteAsync(Stream csvFile, Stream excelFile, StoredRollout rollout, CancellationToken ct)
    {
        await using var csv = new CsvFile(csvFile);
        await using var excel = await ProgressExcel.BeginAsync(excelFile, ProgressTable.Columns, ct);
        await csv.WriteAsync(ProgressTable.Columns);
        await foreach (var row in table.RowsAsync(rollout, ct))
        {
            await csv.WriteAsync(row);
            await excel.WriteAsync(row, ct);
        }

        await excel.EndAsync(ct);
    }
}
