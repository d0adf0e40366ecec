using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Everybody's progress as CSV and Excel, from a single read, so that both agree.
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
