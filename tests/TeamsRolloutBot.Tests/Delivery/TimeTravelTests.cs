using System.Runtime.CompilerServices;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Time;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>Moving the clock forward skips nothing.</summary>
public sealed class TimeTravelTests
{
    // A member who leads the cohort gets a checklist and a list, a minute apart.
    [Fact]
    public async Task Waits_for_what_becomes_due_while_it_looks_where_to_go()
    {
        TimeGoesOn store = null!;
        await using var bot = await BotUnderTest.StartAsync("2027-02-21T17:00:00Z", over: inner => store = new TimeGoesOn(inner));
        await DeliveryBench.LaunchAsync(bot, Maria, new(), ("2027-03-15", [Maria]));
        store.Queue = bot.Get<InProcessQueue>();
        store.Clock = bot.Clock;

        // 23:00 in Denver: what was not sent within day hours can no longer be sent.
        await bot.TravelAsync("2027-02-23T06:00:00Z");

        Assert.True(store.HasGoneOn);
        Assert.Contains(bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.Contains(bot.Teams.To(Maria), message => message.Text.Contains("Your list for Office 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cohort_that_cannot_be_planned_does_not_have_others_jumped_over()
    {
        TimeGoesOn store = null!;
        await using var bot = await BotUnderTest.StartAsync("2027-02-22T15:00:00Z", over: inner => store = new TimeGoesOn(inner));
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-03-16", [Sam]));
        store.Unreadable = $"{rollout.Id.Value}|{rollout.Definition.Cohorts[0].Id.Value}";

        await bot.TravelAsync("2027-02-23T16:30:00Z");

        Assert.DoesNotContain(
            bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
    }

    /// <summary>
    /// A store so slow that somebody's minute has passed by the time it returns what is planned
    /// next, and the senders have started.
    /// </summary>
    private sealed class TimeGoesOn(ITableStore store) : ITableStore
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public InProcessQueue? Queue { get; set; }

        public MovableClock? Clock { get; set; }

        /// <summary>The partition of a cohort that fails.</summary>
        public string? Unreadable { get; set; }

        public bool HasGoneOn { get; private set; }

        public async ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default)
        {
            await WhileSomebodyWaitsAsync(table);
            return await store.GetAsync(table, partition, row, ct);
        }

        public async IAsyncEnumerable<Row> QueryAsync(
            Table table, string partition, RowRange range, [EnumeratorCancellation] CancellationToken ct = default)
        {
            if (table == Table.Cohorts && partition == Unreadable)
            {
                throw new StorageException("unreadable", isTransient: false);
            }

            if (table == Table.Due && range.Limit is null && HasGoneOn)
            {
                _goOn.TrySetResult();
            }
            else if (table == Table.Due && range.Limit == 1 && !HasGoneOn && Queue?.IsIdleUntil(out var next) == true && next is { } soon)
            {
                HasGoneOn = true;
                Clock!.MoveTo(soon);
                await _begun.Task;
            }
            else
            {
                await WhileSomebodyWaitsAsync(table);
            }

            await foreach (var row in store.QueryAsync(table, partition, range, ct))
            {
                yield return row;
            }
        }

        public ValueTask<CommitResult> CommitAsync(
            Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct = default)
        {
            if (table == Table.Settings && HasGoneOn)
            {
                _goOn.TrySetResult();
            }

            return store.CommitAsync(table, partition, writes, ct);
        }

        public ValueTask CheckAsync(CancellationToken ct = default) => store.CheckAsync(ct);

        public ValueTask DisposeAsync() => store.DisposeAsync();

        // What the senders read while the next stop is being determined waits until it is known.
        private async Task WhileSomebodyWaitsAsync(Table table)
        {
            if (HasGoneOn && table is not (Table.Due or Table.Settings))
            {
                _begun.TrySetResult();
                await _goOn.Task;
            }
        }
    }
}
