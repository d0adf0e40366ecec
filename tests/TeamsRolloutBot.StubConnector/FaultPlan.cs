using System.Collections.Concurrent;
using System.Globalization;

namespace TeamsRolloutBot.StubConnector;

/// <summary>Which request fails, and how: by script for one conversation, else by rate.</summary>
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
    /// The next requests to that conversation are answered so, in this order; 200 lets one through.
    /// </summary>
    public void Script(string conversation, IEnumerable<int> statuses)
    {
        var queue = _scripts.GetOrAdd(conversation, static _ => new());
        foreach (var status in statuses)
        {
            queue.Enqueue(status);
        }
    }

    /// <summary>The status a request fails with; null when it goes through.</summary>
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

    /// <summary>True for every second unanswered request: its message has gone out.</summary>
    public bool HasGoneOut()
    {
        lock (_gate)
        {
            return _chance.Next(2) == 0;
        }
    }

    /// <summary>Whether the person of a conversation has blocked the bot.</summary>
    public bool IsBlocked(string conversation) => _blocked > 0 && Hash(conversation) % 10_000 < _blocked * 10_000;

    // Not string.GetHashCode: who has blocked the bot must be the same in every process.
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
