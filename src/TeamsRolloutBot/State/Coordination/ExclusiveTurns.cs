using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Lets one of several instances at a time do what must not be done twice at once outside the
/// store. Whoever is gone without giving a turn back has it no longer after a while: real time, and
/// longer than the work takes.
/// </summary>
internal sealed class ExclusiveTurns(ITableStore store, TimeProvider time)
{
    private const string Partition = "turns";
    private const int Version = 1;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for a turn.</summary>
    /// <param name="name">At what; a row key.</param>
    /// <param name="holdFor">When it is taken from this instance, should it be gone.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="ct">Cancels waiting.</param>
    /// <returns>The turn, given back by disposing of it; null when it did not come in
    /// time.</returns>
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

    /// <summary>A turn that is held; given back by disposing of it.</summary>
    internal sealed class Lease(ITableStore store, TimeProvider time, string name, TimeSpan holdFor, string etag) : IAsyncDisposable
    {
        private long _renewed = time.GetTimestamp();
        private string _etag = etag;

        /// <summary>
        /// Holds it on, from now; for between two steps of the work. Writes only when a part of the
        /// time is over.
        /// </summary>
        /// <returns>False when another has it meanwhile.</returns>
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
                // Under its own version: a turn that was taken away meanwhile is another's.
                await store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(name, _etag)], CancellationToken.None);
            }
            catch (StorageException)
            {
                // It ends by itself. What was done under it is done.
            }
        }
    }
}
