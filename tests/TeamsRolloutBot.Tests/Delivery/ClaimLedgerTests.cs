using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Protocol.Connector;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// Deliveries of one cohort that are claimed and recorded at the same time share commits, and each
/// is as safe as alone.
/// </summary>
public sealed class ClaimLedgerTests
{
    [Fact]
    public async Task Claims_and_records_that_are_asked_for_at_the_same_time_share_a_commit()
    {
        await using var three = await ThreeDueAsync();

        var taken = await three.ClaimAsync();
        Assert.All(taken, one => Assert.Equal((DeliveryState.Sending, 1), (one.Delivery!.State, one.Delivery.Attempts)));
        Assert.Equal([1, 2], three.TakeCommits());

        await three.RecordAsync(taken);

        // Includes the counts, once per commit.
        Assert.Equal([3, 5], three.TakeCommits());
        Assert.Equal(3, (await three.Bot.DeliveriesAsync(three.Rollout)).Count(delivery => delivery.State == DeliveryState.Sent));
        Assert.Equal(3, (await three.Bot.Get<CohortRepository>().GetCountsAsync(three.Rollout.Key(1))).Sent);
    }

    [Fact]
    public async Task What_somebody_does_while_a_message_goes_out_to_them_is_kept()
    {
        await using var three = await ThreeDueAsync();
        var taken = await three.ClaimAsync();
        var (cohorts, key, sam) = (three.Bot.Get<CohortRepository>(), three.Rollout.Key(1), DeliveryBench.IdOf(Sam));
        await cohorts.ChangePeopleAsync(key, three.Rollout.Definition, [sam], async work =>
        {
            var before = await work.FindParticipantAsync(sam);
            work.Put(before, before! with { Role = "project-manager" });
            return true;
        });

        await three.RecordAsync(taken);

        var after = (await cohorts.FindParticipantAsync(key, sam))!;
        Assert.Equal(("project-manager", ContactOutcome.Sent), (after.Role, after.History.Find(TouchpointKind.Checklist)?.Outcome));
        Assert.Equal(3, (await cohorts.GetCountsAsync(key)).Sent);
    }

    [Fact]
    public async Task More_than_a_commit_has_room_for_goes_into_several()
    {
        // Each has three messages to catch up on: a claim writes those and the person, a failure
        // writes three rows.
        TestPerson[] people =
        [
            .. Enumerable.Range(100, 46).Select(number => new TestPerson($"Person {number}", $"person{number}@contoso.example.com", number))
        ];
        await using var many = await DueAsync(NodaTime.Instant.FromUtc(2027, 3, 8, 18, 0), people);

        var taken = await many.ClaimAsync(people);
        var claims = many.TakeCommits();
        Assert.All(taken, one => Assert.NotNull(one.Delivery));
        Assert.Equal((people.Length * 4, 3), (claims.Sum(), claims.Length));

        await many.RecordAsync(taken, DeliveryState.Failed);
        var records = many.TakeCommits();
        Assert.Equal(
            people.Length, (await many.Bot.DeliveriesAsync(many.Rollout)).Count(delivery => delivery.State == DeliveryState.Failed));
        Assert.Equal((people.Length * 3) + records.Length, records.Sum());
        Assert.Equal(3, records.Length);
    }

    [Fact]
    public async Task A_delivery_that_can_not_be_read_is_the_only_one_that_is_not_claimed()
    {
        await using var three = await ThreeDueAsync();
        await three.Bot.Get<ITableStore>().CommitAsync(
            Table.Cohorts, three.Rollout.Key(1).Partition, [RowWrite.Upsert(three.KeyOf(Sam).Row, SchemaVersion.Stamp([], 99))]);

        var (maria, sam, uma) = three.Ask();

        await Assert.ThrowsAsync<NewerStateException>(() => sam);
        Assert.NotNull((await maria).Delivery);
        Assert.NotNull((await uma).Delivery);
    }

    [Fact]
    public async Task What_is_out_is_recorded_when_storage_is_back()
    {
        await using var three = await ThreeDueAsync();
        var taken = await three.ClaimAsync();
        var faults = 5;
        three.Store.Before = _ => Interlocked.Decrement(ref faults) >= 0 ? new StorageException("away", isTransient: true) : null;

        await three.RecordAsync(taken);

        Assert.Equal(3, (await three.Bot.DeliveriesAsync(three.Rollout)).Count(delivery => delivery.State == DeliveryState.Sent));
    }

    private static Task<SomeDue> ThreeDueAsync() => DueAsync(NodaTime.Instant.FromUtc(2027, 2, 22, 16, 0, 5), Maria, Sam, Uma);

    private static async Task<SomeDue> DueAsync(NodaTime.Instant at, params TestPerson[] people)
    {
        ObservedStore? store = null;
        var bot = await BotUnderTest.StartAsync(
            "2027-02-21T17:00:00Z",
            over: real => store = new ObservedStore(real),
            configure: services => services.AddSingleton<IDeliveryQueue, NobodysQueue>());
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", people));
        bot.Clock.MoveTo(at);
        await bot.Get<Planner>().RunAsync(CancellationToken.None);
        store!.TakeCalls();
        return new SomeDue(bot, store, rollout);
    }

    private sealed record SomeDue(BotUnderTest Bot, ObservedStore Store, StoredRollout Rollout) : IAsyncDisposable
    {
        private readonly ClaimLedger _ledger = ActivatorUtilities.CreateInstance<ClaimLedger>(Bot.Services, new ImmediateTime());

        public DeliveryKey KeyOf(TestPerson person) =>
            DeliveryKey.ForTouchpoint(Rollout.Key(1), DeliveryBench.IdOf(person), TouchpointKind.Checklist, 0);

        public (Task<Claim> Maria, Task<Claim> Sam, Task<Claim> Uma) Ask() =>
            (ClaimAsync(KeyOf(Maria)), ClaimAsync(KeyOf(Sam)), ClaimAsync(KeyOf(Uma)));

        /// <summary>Claims the first, and the others while its commit is in progress.</summary>
        public Task<Claim[]> ClaimAsync() => ClaimAsync(Maria, Sam, Uma);

        /// <inheritdoc cref="ClaimAsync()"/>
        public Task<Claim[]> ClaimAsync(params TestPerson[] people) => InTurnAsync([.. people.Select(KeyOf)], ClaimAsync);

        /// <summary>Records the first, and the others while its commit is in progress.</summary>
        public async Task RecordAsync(Claim[] taken, DeliveryState state = DeliveryState.Sent) => await InTurnAsync(taken, async one =>
        {
            await _ledger.RecordAsync(Rollout, one.Delivery! with { State = state, ActivityId = "1" });
            return true;
        });

        /// <summary>The number of rows in each commit to the cohort.</summary>
        public int[] TakeCommits() =>
            [.. Store.TakeCalls().Where(call => call is { Kind: "commit", Table: Table.Cohorts }).Select(call => call.Rows)];

        public ValueTask DisposeAsync() => Bot.DisposeAsync();

        private Task<Claim> ClaimAsync(DeliveryKey key) => _ledger.ClaimAsync(Rollout, key, CancellationToken.None);

        private async Task<TResult[]> InTurnAsync<TItem, TResult>(TItem[] items, Func<TItem, Task<TResult>> act)
        {
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Store.Meanwhile = _ =>
            {
                begun.TrySetResult();
                return go.Task;
            };
            var first = act(items[0]);
            await begun.Task;
            Task<TResult>[] others = [.. items[1..].Select(act)];
            go.SetResult();
            return [await first, .. await Task.WhenAll(others)];
        }
    }
}
