using System.Diagnostics.Metrics;

namespace TeamsRolloutBot.Delivery;

/// <summary>Delivery metrics, under the meter <c>TeamsRolloutBot.Delivery</c>.</summary>
internal sealed class DeliveryMetrics : IDisposable
{
    public const string MeterName = "TeamsRolloutBot.Delivery";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _due;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _throttled;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _poisoned;
    private readonly Histogram<double> _plannerLag;
    private readonly Histogram<double> _senderLag;
    private readonly Histogram<double> _latency;
    private long _lastPlannerLag;
    private long _lastSenderLag;
    private long _lastSent;

    public DeliveryMetrics()
    {
        _due = _meter.CreateCounter<long>("rollout.deliveries.due", description: "Touchpoints whose time has come");
        _sent = _meter.CreateCounter<long>("rollout.deliveries.sent");
        _skipped = _meter.CreateCounter<long>("rollout.deliveries.skipped");
        _failed = _meter.CreateCounter<long>("rollout.deliveries.failed");
        _retried = _meter.CreateCounter<long>("rollout.deliveries.retried");
        _throttled = _meter.CreateCounter<long>("rollout.deliveries.throttled");
        _requests = _meter.CreateCounter<long>(
            "rollout.connector.requests", description: "Requests made for deliveries, which count towards the platform's limit");
        _poisoned = _meter.CreateCounter<long>(
            "rollout.deliveries.poisoned", description: "Given up because the bot could not create or read them");
        _plannerLag = _meter.CreateHistogram<double>("rollout.planner.lag", "s");
        _senderLag = _meter.CreateHistogram<double>("rollout.sender.lag", "s");
        _latency = _meter.CreateHistogram<double>("rollout.connector.latency", "s");
    }

    /// <summary>The lag of the last planner run.</summary>
    public Duration PlannerLag => Duration.FromTicks(Interlocked.Read(ref _lastPlannerLag));

    /// <summary>The lag of the last message sent.</summary>
    public Duration SenderLag => Duration.FromTicks(Interlocked.Read(ref _lastSenderLag));

    /// <summary>When the last message went out; null before the first.</summary>
    public Instant? LastSent => Interlocked.Read(ref _lastSent) is > 0 and var ticks ? Instant.FromUnixTimeTicks(ticks) : null;

    public void Decided(bool isSent)
    {
        _due.Add(1);
        if (!isSent)
        {
            _skipped.Add(1);
        }
    }

    public void RecordPlannerLag(Duration lag)
    {
        Interlocked.Exchange(ref _lastPlannerLag, lag.BclCompatibleTicks);
        _plannerLag.Record(lag.TotalSeconds);
    }

    /// <param name="at">When it was sent.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="latency">Duration of the request.</param>
    public void Sent(Instant at, Instant due, TimeSpan latency)
    {
        var lag = at - due;
        Interlocked.Exchange(ref _lastSent, at.ToUnixTimeTicks());
        Interlocked.Exchange(ref _lastSenderLag, lag.BclCompatibleTicks);
        _sent.Add(1);
        _senderLag.Record(lag.TotalSeconds);
        _latency.Record(latency.TotalSeconds);
    }

    public void Skipped() => _skipped.Add(1);

    public void Failed() => _failed.Add(1);

    public void Retried() => _retried.Add(1);

    public void Poisoned() => _poisoned.Add(1);

    public void Requested() => _requests.Add(1);

    public void Throttled() => _throttled.Add(1);

    public void Dispose() => _meter.Dispose();
}
