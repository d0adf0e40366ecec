using System.Collections.Concurrent;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// Rows the writer has written not long ago, which are those that are asked for next. Only the writer changes it: it forgets a row before it changes it
/// and keeps it once the change is on disk, so that nobody reads what is not there yet or is there no more.
/// </summary>
/// <param name="capacity">About how many bytes a generation holds; there are two at the most.</param>
internal sealed class RecentRows(long capacity = RecentRows.DefaultCapacity)
{
    private const long DefaultCapacity = 4 * 1024 * 1024;

    /// <summary>What an entry takes besides its keys and values.</summary>
    private const int Overhead = 200;

    // Two generations instead of an order of use: what is not written again while the young one fills is gone with the old one.
    private volatile Generations _generations = new([], []);
    private long _bytes;

    /// <summary>The row as it is on disk; null when it is not known here.</summary>
    public RecentRow? Find(long table, string partition, string key)
    {
        var at = new Place(table, partition, key);
        var (young, old) = _generations;
        return young.TryGetValue(at, out var row) || old.TryGetValue(at, out row) ? row : null;
    }

    /// <summary>The row is about to be changed. For the writer.</summary>
    public void Forget(long table, string partition, string key)
    {
        var at = new Place(table, partition, key);
        var (young, old) = _generations;
        young.TryRemove(at, out _);
        old.TryRemove(at, out _);
    }

    /// <summary>The row is on disk. For the writer.</summary>
    public void Keep(long table, string partition, string key, RecentRow row)
    {
        if (_bytes > capacity)
        {
            _generations = new([], _generations.Young);
            _bytes = 0;
        }

        _generations.Young[new Place(table, partition, key)] = row;
        _bytes += row.Values.Length + (2 * key.Length) + Overhead;
    }

    private readonly record struct Place(long Table, string Partition, string Key);

    private sealed record Generations(ConcurrentDictionary<Place, RecentRow> Young, ConcurrentDictionary<Place, RecentRow> Old);
}

/// <summary>A row as it is on disk.</summary>
/// <param name="Version">Its version.</param>
/// <param name="ETag">The version as callers know it.</param>
/// <param name="Values">Encoded by <see cref="RowCodec"/>.</param>
internal sealed record RecentRow(long Version, string ETag, byte[] Values);
