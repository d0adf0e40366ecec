using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Moves the clock forward in Development, stopping at every due instant so that a whole rollout
/// plays out in order. The time reached survives restarts.
/// </summary>
internal sealed class TimeTravel(MovableClock clock, DeliveryEngine engine, InProcessQueue queue, ITableStore store)
{
    private const string Partition = "development";
    private const string Row = "clock";
    private const int Version = 1;
    private const int MostStops = 5000;

    /// <summary>Restores the time reached before a restart.</summary>
    public async Task RestoreAsync(CancellationToken ct)
    {
        if (await store.GetAsync(Table.Settings, Partition, Row, ct) is { } row)
        {
            SchemaVersion.Check(row.Values, Version);
            clock.Restore(Duration.FromTicks(row.Values.GetInt64("offset")));
        }
    }

    /// <summary>Travels to an instant; does nothing if it has passed.</summary>
    public async Task TravelAsync(Instant target, CancellationToken ct)
    {
        Instant? overdue = null;
        var isThere = false;
        for (var stops = 0; stops < MostStops && !isThere; stops++)
        {
            await SettleAsync(ct);
            (isThere, overdue) = await engine.BetweenPlansAsync(planner => GoOnAsync(planner, target, overdue, ct), ct);
        }

        clock.MoveTo(target);
        await store.CommitAsync(
            Table.Settings, Partition,
            [
                RowWrite.Upsert(Row, SchemaVersion.Stamp(new RowValues { { "offset", clock.Offset.BclCompatibleTicks } }, Version))
            ], ct);
        await SettleAsync(ct);
    }

    /// <summary>Advances to the next due instant, unless something is due now.</summary>
    /// <param name="planner">The planner, while it is idle.</param>
    /// <param name="target">The upper limit.</param>
    /// <param name="overdue">What was already overdue at the last call.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether the target is reached, and what is overdue.</returns>
    private async Task<(bool IsThere, Instant? Overdue)> GoOnAsync(Planner planner, Instant target, Instant? overdue, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var planned = await planner.NextAsync(ct);
        if (planned <= now)
        {
            if (planned != overdue)
            {
                return (false, planned);
            }

            // It has been looked at since and can't be planned, so leave it behind.
            planned = await planner.NextAfterAsync(now, ct);
        }

        // Checked last, and atomically: time and senders also move by themselves. Messages in
        // flight must arrive before the clock moves.
        if (!queue.IsIdleUntil(out var queued))
        {
            return (false, overdue);
        }

        var next = planned is { } a && queued is { } b ? Instant.Min(a, b) : planned ?? queued;
        if (next is not { } stop || stop >= target)
        {
            clock.MoveTo(target);
            return (true, null);
        }

        clock.MoveTo(stop);
        return (false, overdue);
    }

    // Sending may make something due at once, such as handed-over e-mail texts.
    private async Task SettleAsync(CancellationToken ct)
    {
        await engine.PlanAsync(ct);
        while (!queue.IsIdle)
        {
            await Task.WhenAny(queue.WhenChanged(), Task.Delay(TimeSpan.FromSeconds(1), ct));
            ct.ThrowIfCancellationRequested();
        }
    }
}
