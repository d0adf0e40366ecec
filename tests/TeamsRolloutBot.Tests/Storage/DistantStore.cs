using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// A store that is a network away, and counts sequential round trips: a call that starts after
/// another has returned is one more, while concurrent calls count as one. None returns before the
/// last of them has started, nor before all earlier ones have returned, however long a slow machine
/// takes.
/// </summary>
internal sealed class DistantStore(ITableStore store) : ITableStore
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(40);
    private readonly AsyncLocal<bool> _isDistant = new();
    private int _depth;
    private int _begun;
    private int _working;

    /// <summary>
    /// Whether the store is far away for the current caller and what they wait for. What is sent
    /// alongside is not counted.
    /// </summary>
    public bool IsDistant
    {
        get => _isDistant.Value;
        set => _isDistant.Value = value;
    }

    /// <summary>The sequential round trips since the last call of this.</summary>
    public int TakeDepth() => Interlocked.Exchange(ref _depth, 0);

    public async ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default)
    {
        using var trip = await TravelAsync(ct);
        using var work = Working();
        return await store.GetAsync(table, partition, row, ct);
    }

    public async IAsyncEnumerable<Row> QueryAsync(
        Table table, string partition, RowRange range, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // A page has at most a thousand rows.
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
        using var work = Working();
        return await store.CommitAsync(table, partition, writes, ct);
    }

    public ValueTask CheckAsync(CancellationToken ct = default) => store.CheckAsync(ct);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async ValueTask<Trip> TravelAsync(CancellationToken ct)
    {
        if (!IsDistant)
        {
            return new Trip(this, 0);
        }

        var before = Volatile.Read(ref _depth);
        int last;
        Interlocked.Increment(ref _begun);
        do
        {
            last = Volatile.Read(ref _begun);
            await Task.Delay(Latency, ct);
        }
        while (last != Volatile.Read(ref _begun) || Volatile.Read(ref _working) > 0);

        return new Trip(this, before + 1);
    }

    private Work Working()
    {
        var counts = IsDistant ? 1 : 0;
        Interlocked.Add(ref _working, counts);
        return new Work(this, counts);
    }

    private sealed class Work(DistantStore store, int counts) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref store._working, -counts);
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
