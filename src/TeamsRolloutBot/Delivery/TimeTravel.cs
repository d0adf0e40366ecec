using NodaTime;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Documents;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Puts the clock forward in Development, stopping at every instant at which something is due, so that a whole rollout happens in its order. The
/// time reached is kept over restarts.
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
        for (var stops = 0; stops < MostStops; stops++)
        {
            await SettleAsync(ct);
            var now = clock.GetCurrentInstant();
            if (await NextAsync(now, ct) is not { } next || next > target || next <= now)
            {
                break;
            }

            clock.MoveTo(next);
        }

        clock.MoveTo(target);
        await store.CommitAsync(
            Table.Settings, Partition, [RowWrite.Upsert(Row, SchemaVersion.Stamp(new RowValues { { "offset", clock.Offset.BclCompatibleTicks } }, Version))], ct);
        await SettleAsync(ct);
    }

    private async Task<Instant?> NextAsync(Instant now, CancellationToken ct)
    {
        var planned = await engine.NextDueAsync(ct);
        return queue.Next is { } queued && queued > now ? Instant.Min(queued, planned ?? queued) : planned;
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
