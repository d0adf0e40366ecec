using System.Collections.Concurrent;

namespace TeamsRolloutBot.Pacing;

/// <summary>
/// Rate-limits requests per tenant to the platform's limit: they pass through the tenant's lane one
/// by one, in order of arrival.
/// </summary>
/// <param name="requestsPerSecond">Per tenant, across all instances; at least 1.</param>
/// <param name="instances">The instances sharing the rate.</param>
/// <param name="time">The clock to wait on.</param>
internal sealed class Pacer(int requestsPerSecond, IInstances instances, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly long _started = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, Turnstile> _tenants = new(StringComparer.Ordinal);

    private int Most => Math.Max(1, requestsPerSecond / instances.Count);

    private TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>Waits for a send slot for a tenant, which must be used immediately.</summary>
    /// <returns>The slot's number, for <see cref="WentOut"/>.</returns>
    public async ValueTask<long> WaitAsync(string tenantId, CancellationToken ct)
    {
        await instances.WhenKnownAsync(ct);
        var turnstile = TurnstileOf(tenantId);
        await turnstile.Turn.WaitAsync(ct);
        try
        {
            while (true)
            {
                var (number, wait) = TryTake(turnstile);
                if (number is { } taken)
                {
                    return taken;
                }

                await Task.Delay(wait < ShortestTimer ? ShortestTimer : wait, time, ct);
            }
        }
        finally
        {
            turnstile.Turn.Release();
        }
    }

    /// <summary>A permitted request has actually gone out.</summary>
    public void WentOut(string tenantId, long number) =>
        In(tenantId, (lane, now) => lane.WentOut(number, now));

    /// <summary>
    /// Counts a request that somebody waited for and that therefore skipped the queue.
    /// </summary>
    public void Note(string tenantId) =>
        In(tenantId, (lane, now) => lane.Take(now, Most));

    /// <summary>A request succeeded.</summary>
    public void Succeeded(string tenantId) =>
        In(tenantId, static (lane, now) => lane.Succeeded(now));

    /// <summary>The platform throttled a request.</summary>
    public void Throttled(string tenantId, TimeSpan wait) =>
        In(tenantId, (lane, now) => lane.Throttled(now, wait));

    public void Dispose()
    {
        foreach (var turnstile in _tenants.Values)
        {
            turnstile.Dispose();
        }
    }

    private (long? Number, TimeSpan Wait) TryTake(Turnstile turnstile)
    {
        lock (turnstile.Lane)
        {
            var now = Now;
            var wait = turnstile.Lane.WaitAt(now, Most);
            return wait > TimeSpan.Zero ? (null, wait) : (turnstile.Lane.Take(now, Most), TimeSpan.Zero);
        }
    }

    private void In(string tenantId, Action<PacingLane, TimeSpan> act)
    {
        var lane = TurnstileOf(tenantId).Lane;
        lock (lane)
        {
            act(lane, Now);
        }
    }

    private Turnstile TurnstileOf(string tenantId) =>
        _tenants.GetOrAdd(tenantId, static (_, limit) => new Turnstile(new PacingLane(limit)), requestsPerSecond);

    private sealed class Turnstile(PacingLane lane) : IDisposable
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public PacingLane Lane { get; } = lane;

        public void Dispose() => Turn.Dispose();
    }
}
