using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Puts the clock forward in Development, stopping at every instant at which something is due, so
/// that a whole rollout happens in its order. The time reached is kept over restarts.
/// </summary>
internal sealed class TimeTravel(MovableClock clock, DeliveryEngine engine, InProcessQueue queue, ITableStore store)
{
    private const string Partition = "development";
    private const string Row = "clock";
    private const int Version = 1;
    private const int MostStops = 5000;

    /// <summary>Takes up the time that was reached before a restart.</summary>
    public async Task RestoreAsync(CancellationToken ct)
    {
        if (await store.GetAsync(Table.Settings, Partition, Row, ct) is { } row)
        {
            SchemaVersion.Check(row.Values, Version);
            clock.Restore(Duration.FromTicks(row.Values.GetInt64("offset")));
        }
    }

    /// <summary>Goes to an instant; one that has passed changes nothing.</summary>
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

    /// <summary>
    /// Goes on to the next instant at which something is due, unless something is at this one.
    /// </summary>
    /// <param name="planner">While it rests.</param>
    /// <param name="target">Not further than there.</param>
    /// <param name="overdue">What was due already when this was last asked.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether the target is reached, and what is due already.</returns>
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

            // It was looked at since, and can't be planned: it stays behind.
            planned = await planner.NextAfterAsync(now, ct);
        }

        // Asked last, and in one step: time goes on by itself too, and the senders with it. Whoever
        // is being sent something must get it before the clock is moved.
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

    // Sending may make something due at once, such as the texts handed over for the e-mails.
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
