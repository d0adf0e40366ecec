using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime.Text;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>A rollout's history as CSV: UTF-8 with a byte order mark, instants in UTC, the newest first.</summary>
internal sealed class HistoryCsv(HistoryReader reader)
{
    private static readonly string[] Columns = ["When", "Who", "Who (id)", "What", "Cohort", "Whom", "Whom (ids)", "Detail"];

    public async Task WriteAsync(Stream stream, StoredRollout rollout, CancellationToken ct)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
        await RecordAsync(csv, Columns);
        await foreach (var line in reader.ReadAllAsync(rollout, ct))
        {
            await RecordAsync(
                csv,
                InstantPattern.ExtendedIso.Format(line.Entry.At),
                line.Who,
                line.Entry.Actor.Value,
                HistoryCard.What(line.Entry.Action),
                line.Cohort ?? string.Empty,
                string.Join("; ", line.Whom),
                string.Join("; ", line.Entry.Subjects.Select(id => id.Value)),
                line.Entry.Detail ?? string.Empty);
        }
    }

    private static async Task RecordAsync(CsvWriter csv, params string[] values)
    {
        foreach (var value in values)
        {
            csv.WriteField(value);
        }

        await csv.NextRecordAsync();
    }
}
