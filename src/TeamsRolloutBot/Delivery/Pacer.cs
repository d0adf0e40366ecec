namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Keeps the requests for a tenant apart, so that no second holds more than the rate: each request gets a time slot, one interval after the one
/// before. A 429 slows everybody down, and good answers bring the rate back.
/// </summary>
/// <remarks>Slots and not a bucket that fills: after a quiet minute a full bucket would send a burst over the platform's limit.</remarks>
internal sealed class Pacer(double requestsPerSecond, TimeProvider time)
{
    private const double SlowDown = 0.7;
    private const double SpeedUp = 1.01;
    private const double Slowest = 0.1;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Waits for the next slot of a tenant.</summary>
    public async ValueTask WaitAsync(string tenantId, CancellationToken ct)
    {
        var wait = Reserve(tenantId);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, ct);
        }
    }

    /// <summary>The platform asked for patience: nobody of the tenant sends for that long, and then more slowly.</summary>
    public void Throttled(string tenantId, TimeSpan wait)
    {
        lock (_gate)
        {
            var lane = LaneOf(tenantId);
            lane.Share = Math.Max(Slowest, lane.Share * SlowDown);
            lane.Next = Math.Max(lane.Next, time.GetTimestamp() + Ticks(wait));
        }
    }

    /// <summary>A request went well.</summary>
    public void Succeeded(string tenantId)
    {
        lock (_gate)
        {
            var lane = LaneOf(tenantId);
            lane.Share = Math.Min(1, lane.Share * SpeedUp);
        }
    }

    private TimeSpan Reserve(string tenantId)
    {
        lock (_gate)
        {
            var lane = LaneOf(tenantId);
            var now = time.GetTimestamp();
            var slot = Math.Max(now, lane.Next);
            lane.Next = slot + (long)(time.TimestampFrequency / (requestsPerSecond * lane.Share));
            return time.GetElapsedTime(now, slot);
        }
    }

    private Lane LaneOf(string tenantId)
    {
        if (!_lanes.TryGetValue(tenantId, out var lane))
        {
            _lanes.Add(tenantId, lane = new Lane());
        }

        return lane;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private sealed class Lane
    {
        /// <summary>The timestamp of the next free slot.</summary>
        public long Next { get; set; }

        /// <summary>The part of the full rate that is used at present.</summary>
        public double Share { get; set; } = 1;
    }
}
