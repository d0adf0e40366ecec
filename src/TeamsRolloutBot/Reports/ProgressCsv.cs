using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>Progress as CSV: UTF-8 with a byte order mark, so that spreadsheets read every name.</summary>
internal sealed class ProgressCsv(ProgressTable table)
{
    public async Task WriteAsync(Stream stream, StoredRollout rollout, CancellationToken ct)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // A name that begins like a formula is text, not a formula.
            InjectionOptions = InjectionOptions.Escape,
        });
        foreach (var column in ProgressTable.Columns)
        {
            csv.WriteField(column);
        }

        await csv.NextRecordAsync();
        await foreach (var row in table.RowsAsync(rollout, ct))
        {
            foreach (var value in row)
            {
                csv.WriteField(Convert.ToString(value, CultureInfo.InvariantCulture));
            }

            await csv.NextRecordAsync();
        }
    }
}
