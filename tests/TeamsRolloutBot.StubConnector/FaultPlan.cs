using System.Collections.Concurrent;
using System.Globalization;

namespace TeamsRolloutBot.StubConnector;

/// <summary>
/// Which requests fail, and how: as scripted for a conversation, or else by rate.
/// </summary>
public sealed class FaultPlan
{
    /// <summary>A request that is never answered.</summary>
    public const int NoAnswer = 0;

    private readonly Lock _gate = new();
    private readonly Random _chance;
    private readonly double _blocked;
    private readonly List<(int Status, double Share)> _rates;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _scripts = new(StringComparer.Ordinal);

    public FaultPlan(StubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _chance = new Random(options.Seed);
        _blocked = options.Blocked;
        _rates = [.. options.Faults
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(rate => rate.Split('='))
            .Select(rate => (int.Parse(rate[0], CultureInfo.InvariantCulture), double.Parse(rate[1], CultureInfo.InvariantCulture)))];
    }

    /// <summary>
    /// Sets the responses to the next requests for that conversation, in this order; 200 lets a
    /// request through.
    /// </summary>
    public void Script(string conversation, IEnumerable<int> statuses)
    {
        var queue = _scripts.GetOrAdd(conversation, static _ => new());
        foreach (var status in statuses)
        {
            queue.Enqueue(status);
        }
    }

    /// <summary>The status that a request fails with; null if it succeeds.</summary>
    public int? Next(string conversation)
    {
        if (_scripts.TryGetValue(conversation, out var script) && script.TryDequeue(out var scripted))
        {
            return scripted == 200 ? null : scripted;
        }

        if (IsBlocked(conversation))
        {
            return 403;
        }

        if (_rates.Count == 0)
        {
            return null;
        }

        double roll;
        lock (_gate)
        {
            roll = _chance.NextDouble();
        }

        foreach (var (status, share) in _rates)
        {
            if ((roll -= share) < 0)
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>True for every second unanswered request, whose message has gone out.</summary>
    public bool HasGoneOut()
    {
        lock (_gate)
        {
            return _chance.Next(2) == 0;
        }
    }

    /// <summary>Whether the person of a conversation has blocked the bot.</summary>
    public bool IsBlocked(string conversation) => _blocked > 0 && Hash(conversation) % 10_000 < _blocked * 10_000;

    // Not string.GetHashCode: the same people must have blocked the bot in every process.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}
