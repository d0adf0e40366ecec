using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// A store that is a network away, and counts the round trips that wait for one another: a call
/// that begins after another has come back is one more, calls beside one another are one together.
/// </summary>
internal sealed class DistantStore(ITableStore store) : ITableStore
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(40);
    private int _depth;

    /// <summary>How far away the store is.</summary>
    public bool IsDistant { get; set; }

    /// <summary>The round trips one after another since the last time this was asked.</summary>
    public int TakeDepth() => Interlocked.Exchange(ref _depth, 0);

    public async ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default)
    {
        using var trip = await TravelAsync(ct);
        return await store.GetAsync(table, partition, row, ct);
    }

    public async IAsyncEnumerable<Row> QueryAsync(
        Table table, string partition, RowRange range, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // A page has a thousand rows at most.
        var read = 0;
        var trip = await TravelAsync(ct);
        await foreach (var row in store.QueryAsync(table, partition, range, ct))
        {
            if (read++ % 1000 == 999)
            {
                trip.Dispose();
                trip = await TravelAsync(ct);
            }

            yield return row;
        }

        trip.Dispose();
    }

    public async ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct = default)
    {
        using var trip = await TravelAsync(ct);
        return await store.CommitAsync(table, partition, writes, ct);
    }

    public ValueTask CheckAsync(CancellationToken ct = default) => store.CheckAsync(ct);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async ValueTask<Trip> TravelAsync(CancellationToken ct)
    {
        var before = Volatile.Read(ref _depth);
        if (IsDistant)
        {
            await Task.Delay(Latency, ct);
        }

        return new Trip(this, before + 1);
    }

    private sealed class Trip(DistantStore store, int depth) : IDisposable
    {
        public void Dispose()
        {
            for (var known = Volatile.Read(ref store._depth); known < depth; known = Volatile.Read(ref store._depth))
            {
                if (Interlocked.CompareExchange(ref store._depth, depth, known) == known)
                {
                    return;
                }
            }
        }
    }
}
