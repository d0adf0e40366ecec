using System.Globalization;
using System.Runtime.CompilerServices;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>An instant at which the planner must look at a cohort.</summary>
/// <param name="At">The instant.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="WrittenAt">When the wake was written.</param>
/// <param name="IsFollowUp">Something was in flight there; the wake recurs until nothing
/// is.</param>
/// <param name="Version">The stored row's version, used to take the wake by
/// compare-and-swap.</param>
/// <param name="TakenUntil">When the instance's lease on it expires, in real time; null if it is
/// free.</param>
internal sealed record Wake(Instant At, CohortKey Cohort, Instant WrittenAt, bool IsFollowUp, string Version, Instant? TakenUntil);

/// <summary>
/// When to look at which cohort: rows in time order, sharded by cohort. The cost of a planner run
/// depends on what is due, not on what exists.
/// </summary>
internal sealed class DueIndex(ITableStore store)
{
    private const int Shards = 8;
    private const string FollowUpPrefix = "f|";
    private const string WakePrefix = "w|";

    // The first key without the prefix.
    private const string PastWakes = "w}";
    private const int Version = 1;

    /// <summary>Stores a wake; idempotent.</summary>
    public async Task AddAsync(CohortKey cohort, Instant at, Instant now, bool isFollowUp, CancellationToken ct)
    {
        await store.CommitAsync(
            Table.Due, ShardOf(cohort), [RowWrite.Upsert(RowKey(cohort, at, isFollowUp), Values(cohort, at, now, null))], ct);
    }

    /// <summary>Stores a wake for several cohorts.</summary>
    public Task AddEachAsync(IReadOnlyCollection<CohortKey> cohorts, Instant at, Instant now, CancellationToken ct) =>
        Task.WhenAll(
            cohorts
                .Distinct()
                .GroupBy(ShardOf)
                .SelectMany(shard =>
                    shard
                        .Chunk(StorageLimits.MaxWrites)
                        .Select(chunk =>
                            store
                                .CommitAsync(
                                    Table.Due,
                                    shard.Key,
                                    [
                                        .. chunk.Select(cohort =>
                                            RowWrite.Upsert(RowKey(cohort, at, isFollowUp: false), Values(cohort, at, now, null))
                                        ),
                                    ],
                                    ct
                                )
                                .AsTask()
                        )
                )
        );

    /// <summary>Takes the lease on a wake for this instance; null if another was faster.</summary>
    /// <param name="wake">The wake as read.</param>
    /// <param name="until">When the lease expires, should this instance have died; real
    /// time.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Wake?> TryTakeAsync(Wake wake, Instant until, CancellationToken ct) =>
        await store.CommitAsync(
            Table.Due,
            ShardOf(wake.Cohort),
            [
                RowWrite.Replace(
                    RowKey(wake.Cohort, wake.At, wake.IsFollowUp), Values(wake.Cohort, wake.At, wake.WrittenAt, until), wake.Version)
            ],
            ct) is CommitResult.Committed taken
            ? wake with { Version = taken.ETags[0]!, TakenUntil = until }
            : null;

    /// <summary>Removes a wake unless it was rewritten since it was read.</summary>
    public async Task RemoveAsync(Wake wake, CancellationToken ct) =>
        await store.CommitAsync(
            Table.Due, ShardOf(wake.Cohort), [RowWrite.Delete(RowKey(wake.Cohort, wake.At, wake.IsFollowUp), wake.Version)], ct);

    /// <summary>The wakes due by an instant, and all follow-ups.</summary>
    public async IAsyncEnumerable<Wake> DueAsync(Instant now, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            await foreach (var row in store.QueryAsync(Table.Due, Name(shard), RowRange.Prefix(FollowUpPrefix), ct))
            {
                yield return Read(row, isFollowUp: true);
            }

            var range = RowRange.Between(
                RowBound.Inclusive(WakePrefix), RowBound.Exclusive(WakePrefix + StoredValues.Ticks(now + Duration.FromTicks(1))));
            await foreach (var row in store.QueryAsync(Table.Due, Name(shard), range, ct))
            {
                yield return Read(row, isFollowUp: false);
            }
        }
    }

    /// <summary>The earliest wake that is not a follow-up; null if there is none.</summary>
    public Task<Instant?> NextAsync(CancellationToken ct) => FirstAsync(RowRange.Prefix(WakePrefix), ct);

    /// <summary>
    /// The earliest wake after an instant that is not a follow-up; null if there is none.
    /// </summary>
    public Task<Instant?> NextAfterAsync(Instant instant, CancellationToken ct) =>
        FirstAsync(
            RowRange.Between(
                RowBound.Inclusive(WakePrefix + StoredValues.Ticks(instant + Duration.FromTicks(1))), RowBound.Exclusive(PastWakes)),
            ct);

    private async Task<Instant?> FirstAsync(RowRange range, CancellationToken ct)
    {
        Instant? next = null;
        for (var shard = 0; shard < Shards; shard++)
        {
            await foreach (var row in store.QueryAsync(Table.Due, Name(shard), range.Take(1), ct))
            {
                var at = Read(row, isFollowUp: false).At;
                next = next is { } earliest ? Instant.Min(earliest, at) : at;
            }
        }

        return next;
    }

    private static Wake Read(Row row, bool isFollowUp)
    {
        SchemaVersion.Check(row.Values, Version);
        return new Wake(
            Instant.FromUnixTimeTicks(row.Values.GetInt64("at")),
            new CohortKey(new RolloutId(row.Values.GetString("rollout")), new CohortId(row.Values.GetString("cohort"))),
            Instant.FromUnixTimeTicks(row.Values.GetInt64("written")),
            isFollowUp,
            row.ETag,
            StoredValues.Instant(row.Values, "taken"));
    }

    private static RowValues Values(CohortKey cohort, Instant at, Instant written, Instant? takenUntil) => SchemaVersion.Stamp(
        new RowValues
        {
            { "rollout", cohort.Rollout.Value },
            { "cohort", cohort.Cohort.Value },
            { "at", at.ToUnixTimeTicks() },
            { "written", written.ToUnixTimeTicks() },
            { "taken", takenUntil?.ToUnixTimeTicks() },
        },
        Version);

    private static string RowKey(CohortKey cohort, Instant at, bool isFollowUp) =>
        isFollowUp ? FollowUpPrefix + cohort.Partition : WakeRow(at, cohort);

    private static string WakeRow(Instant at, CohortKey cohort) => $"{WakePrefix}{StoredValues.Ticks(at)}|{cohort.Partition}";

    private static string Name(int shard) => shard.ToString("D2", CultureInfo.InvariantCulture);

    // Not string.GetHashCode: a cohort's shard must be the same in every process.
    private static string ShardOf(CohortKey cohort)
    {
        var hash = 2166136261u;
        foreach (var c in cohort.Partition)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return Name((int)(hash % Shards));
    }
}
