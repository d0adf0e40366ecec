using System.Collections.Concurrent;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// Rows that were written not long ago, which are those that are asked for next, and those that are read again and again. The writer forgets a row before it changes
/// it and keeps it once the change is committed; a reader's row is taken only if the writer has not touched it since before it was read, and not in a transaction that is
/// still under way. So nobody reads what is not there yet or is there no more, and the writer, who asks here which version a row has, never finds one from before its
/// own change.
/// </summary>
/// <param name="capacity">About how many bytes a generation holds; there are two at the most.</param>
internal sealed class RecentRows(long capacity = RecentRows.DefaultCapacity)
{
    private const long DefaultCapacity = 4 * 1024 * 1024;

    /// <summary>What an entry takes besides its keys and values.</summary>
    private const int Overhead = 200;

    private const int Stripes = 256;
    private const int MostSeen = 1024;

    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new Stripe())];

    // The places that were read last, by a part of their hash: what is read once is not worth keeping.
    private readonly int[] _seen = new int[MostSeen];

    private readonly Lock _turn = new();

    // Two generations instead of an order of use: what is not written or read again while the young one fills is gone with the old one.
    private volatile Generations _generations = new([], []);
    private long _bytes;

    // Transactions of the writer: the one under way, or the last, and the last that is over.
    private long _begun;
    private long _ended;

    /// <summary>A transaction begins. For the writer.</summary>
    public void Begin() => _begun++;

    /// <summary>The transaction is over: what it changed is committed and kept here, or it was rolled back. For the writer.</summary>
    public void End() => Volatile.Write(ref _ended, _begun);

    /// <summary>The row as it is committed; null when it is not known here.</summary>
    public RecentRow? Find(in RowPlace at)
    {
        var (young, old) = _generations;
        return young.TryGetValue(at, out var row) || old.TryGetValue(at, out row) ? row : null;
    }

    /// <summary>The row is about to be changed. For the writer.</summary>
    public void Forget(in RowPlace at)
    {
        var stripe = StripeOf(at);
        lock (stripe)
        {
            stripe.Changes++;
            stripe.TouchedBy = _begun;
            var (young, old) = _generations;
            young.TryRemove(at, out _);
            old.TryRemove(at, out _);
        }
    }

    /// <summary>The row is committed. For the writer.</summary>
    public void Keep(in RowPlace at, RecentRow row)
    {
        var stripe = StripeOf(at);
        lock (stripe)
        {
            stripe.Changes++;
            MakeRoom(row, at.Key).Young[at] = row;
        }
    }

    /// <summary>Before a row is read from disk that is not known here.</summary>
    /// <returns>What <see cref="Offer"/> wants to know; null when the row is not worth offering.</returns>
    public long? Expect(in RowPlace at)
    {
        ref var seen = ref _seen[(uint)at.GetHashCode() / Stripes % MostSeen];
        if (seen != at.GetHashCode())
        {
            seen = at.GetHashCode();
            return null;
        }

        return Volatile.Read(ref StripeOf(at).Changes);
    }

    /// <summary>A row that was read from disk.</summary>
    /// <param name="at">Where it is.</param>
    /// <param name="row">The row.</param>
    /// <param name="expected">What <see cref="Expect"/> gave before it was read.</param>
    public void Offer(in RowPlace at, RecentRow row, long expected)
    {
        var stripe = StripeOf(at);
        lock (stripe)
        {
            if (stripe.Changes == expected && stripe.TouchedBy <= Volatile.Read(ref _ended))
            {
                MakeRoom(row, at.Key).Young.TryAdd(at, row);
            }
        }
    }

    private Generations MakeRoom(RecentRow row, string key)
    {
        if (Interlocked.Add(ref _bytes, row.Values.Length + (2 * key.Length) + Overhead) > capacity)
        {
            // One after another: a generation that was let go must not come back, for nobody forgets rows in it.
            lock (_turn)
            {
                if (Volatile.Read(ref _bytes) > capacity)
                {
                    _generations = new([], _generations.Young);
                    Volatile.Write(ref _bytes, 0);
                }
            }
        }

        return _generations;
    }

    private Stripe StripeOf(in RowPlace at) => _stripes[(uint)at.GetHashCode() % Stripes];

    /// <summary>How often the writer has touched rows of this part; locked while it does.</summary>
    private sealed class Stripe
    {
        public long Changes;

        /// <summary>The last transaction that has touched one.</summary>
        public long TouchedBy;
    }

    private sealed record Generations(ConcurrentDictionary<RowPlace, RecentRow> Young, ConcurrentDictionary<RowPlace, RecentRow> Old);
}

/// <summary>A row as it is committed.</summary>
/// <param name="Version">Its version.</param>
/// <param name="ETag">The version as callers know it.</param>
/// <param name="Values">Encoded by <see cref="RowCodec"/>.</param>
internal sealed record RecentRow(long Version, string ETag, byte[] Values);

/// <summary>Where a row is. Its hash is asked for several times and takes as long as everything else.</summary>
internal readonly struct RowPlace(long table, string partition, string key) : IEquatable<RowPlace>
{
    private readonly int _hash = HashCode.Combine(table, partition, key);

    public long Table { get; } = table;

    public string Partition { get; } = partition;

    public string Key { get; } = key;

    public bool Equals(RowPlace other) =>
        _hash == other._hash && Table == other.Table && string.Equals(Key, other.Key, StringComparison.Ordinal) && string.Equals(Partition, other.Partition, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is RowPlace other && Equals(other);

    public override int GetHashCode() => _hash;
}
