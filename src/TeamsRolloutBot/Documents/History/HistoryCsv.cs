using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A rollout's history as CSV, in UTC, newest first.</summary>
internal sealed class HistoryCsv(HistoryReader reader)
{
    private static string[] Columns =>
    [
        ExportTexts.When, ExportTexts.Who, ExportTexts.WhoId, ExportTexts.What, ExportTexts.Cohort, ExportTexts.About,
        ExportTexts.AboutIds, ExportTexts.Detail,
    ];

    public async Task WriteAsync(Stream stream, StoredRollout rollout, CancellationToken ct)
    {
        await using var csv = new CsvFile(stream);
        await csv.WriteAsync(Columns);
        await foreach (var line in reader.ReadAllAsync(rollout, ct))
        {
            await csv.WriteAsync(
                InstantPattern.ExtendedIso.Format(line.Entry.At),
                line.Who,
                line.Entry.Actor.Value,
                AuditWords.What(line.Entry.Action),
                line.Cohort ?? string.Empty,
                string.Join("; ", line.About),
                string.Join("; ", line.Entry.Subjects.Select(id => id.Value)),
                AuditWords.Detail(line.Entry.Detail) ?? string.Empty);
        }
    }
}
