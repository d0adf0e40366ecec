using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>A cohort being removed from its rollout, stored until that is done.</summary>
internal sealed record RemovedCohort
{
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    public required string TenantId { get; init; }

    public required CohortKey Cohort { get; init; }

    /// <summary>Meetings still to be cancelled after its rows are gone.</summary>
    public IReadOnlyList<Meeting> Meetings { get; init; } = [];

    /// <summary>A meeting in a calendar.</summary>
    internal sealed record Meeting(string Organiser, string EventId);
}

/// <summary>The cohorts being removed: one small partition, read by housekeeping.</summary>
internal sealed class RemovedCohorts(ITableStore store)
{
    private const string Partition = "removed-cohorts";
    private const string Meetings = "meetings";
    private const int Version = 1;

    public Task SaveAsync(RemovedCohort removed, CancellationToken ct = default)
    {
        var values = new RowValues
        {
            { "tenant", removed.TenantId }, { "rollout", removed.Cohort.Rollout.Value }, { "cohort", removed.Cohort.Cohort.Value },
        };
        ChunkedText.Add(values, Meetings, string.Join('\n', removed.Meetings.Select(meeting => $"{meeting.Organiser} {meeting.EventId}")));
        return store.CommitAsync(Table.Settings, Partition, [RowWrite.Upsert(removed.Id, SchemaVersion.Stamp(values, Version))], ct)
            .AsTask();
    }

    public Task DeleteAsync(RemovedCohort removed, CancellationToken ct = default) =>
        store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(removed.Id)], ct).AsTask();

    public async IAsyncEnumerable<RemovedCohort> ListAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, Partition, RowRange.All, ct))
        {
            SchemaVersion.Check(row.Values, Version);
            yield return new RemovedCohort
            {
                Id = row.Key,
                TenantId = row.Values.GetString("tenant"),
                Cohort = new CohortKey(new RolloutId(row.Values.GetString("rollout")), new CohortId(row.Values.GetString("cohort"))),
                Meetings =
                [
                    .. ChunkedText.Read(row.Values, Meetings).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(line => line.Split(' ')).Select(parts => new RemovedCohort.Meeting(parts[0], parts[1])),
                ],
            };
        }
    }
}
