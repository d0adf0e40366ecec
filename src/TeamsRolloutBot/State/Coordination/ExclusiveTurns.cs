using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Mutual exclusion between instances for work outside the store. The lease of a dead instance
/// expires in real time, after longer than the work takes.
/// </summary>
internal sealed class ExclusiveTurns(ITableStore store, TimeProvider time)
{
    private const string Partition = "turns";
    private const int Version = 1;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the lease.</summary>
    /// <param name="name">The resource; a row key.</param>
    /// <param name="holdFor">The duration of the lease, should this instance die.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>The lease, released on disposal; null if it did not become free in time.</returns>
    public async Task<Lease?> TakeAsync(string name, TimeSpan holdFor, TimeSpan patience, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (await TryTakeAsync(name, holdFor, ct) is { } turn)
            {
                return turn;
            }

            if (time.GetElapsedTime(started) >= patience)
            {
                return null;
            }

            await Task.Delay(AskAgainAfter, time, ct);
        }
    }

    private async Task<Lease?> TryTakeAsync(string name, TimeSpan holdFor, CancellationToken ct)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var held = await store.GetAsync(Table.Settings, Partition, name, ct);
        if (held is not null)
        {
            SchemaVersion.Check(held.Values, Version);
            if (Instant.FromUnixTimeTicks(held.Values.GetInt64("until")) > now)
            {
                return null;
            }
        }

        var values = Until(time, holdFor);
        var write = held is null ? RowWrite.Insert(name, values) : RowWrite.Replace(name, values, held.ETag);
        return await store.CommitAsync(Table.Settings, Partition, [write], ct) is CommitResult.Committed taken
            ? new Lease(store, time, name, holdFor, taken.ETags[0]!)
            : null;
    }

    private static RowValues Until(TimeProvider time, TimeSpan holdFor) => SchemaVersion.Stamp(
        new RowValues
        {
            { "until", (Instant.FromDateTimeOffset(time.GetUtcNow()) + Duration.FromTimeSpan(holdFor)).ToUnixTimeTicks() }
        }, Version);

    /// <summary>A held lease; released on disposal.</summary>
    internal sealed class Lease(ITableStore store, TimeProvider time, string name, TimeSpan holdFor, string etag) : IAsyncDisposable
    {
        private long _renewed = time.GetTimestamp();
        private string _etag = etag;

        /// <summary>
        /// Renews the lease between two steps of the work. Writes only once part of it has elapsed.
        /// </summary>
        /// <returns>False if another instance has taken it meanwhile.</returns>
        public async Task<bool> HoldOnAsync(CancellationToken ct)
        {
            if (time.GetElapsedTime(_renewed) < holdFor / 4)
            {
                return true;
            }

            if (
                await store.CommitAsync(Table.Settings, Partition, [RowWrite.Replace(name, Until(time, holdFor), _etag)], ct)
                is not CommitResult.Committed held
            )
            {
                return false;
            }

            _etag = held.ETags[0]!;
            _renewed = time.GetTimestamp();
            return true;
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                // With our own ETag: a lease lost meanwhile belongs to another instance.
                await store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(name, _etag)], CancellationToken.None);
            }
            catch (StorageException)
            {
                // It expires by itself; the work is done.
            }
        }
    }
}
