using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Documents;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Protocol.Connector;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>Deliveries of one cohort that are in hand at once are claimed and recorded together, and each is as safe as alone.</summary>
public sealed class GatheredLedgerTests
{
    [Fact]
    public async Task Claims_and_records_that_are_asked_for_at_the_same_time_share_a_commit()
    {
        await using var three = await ThreeDueAsync();

        var taken = await three.ClaimAsync();
        Assert.All(taken, one => Assert.Equal((DeliveryState.Sending, 1), (one.Claim.Delivery!.State, one.Claim.Delivery.Attempts)));
        Assert.All(taken, one => Assert.NotNull(one.Reference?.ConversationId));
        Assert.Equal([1, 2], three.TakeCommits());

        await three.RecordAsync(taken);

        // With the counts, once for each commit.
        Assert.Equal([3, 5], three.TakeCommits());
        Assert.Equal(3, (await three.Bot.DeliveriesAsync(three.Rollout)).Count(delivery => delivery.State == DeliveryState.Sent));
        Assert.Equal(3, (await three.Bot.Get<CohortRepository>().GetCountsAsync(three.Rollout.Key(1))).Sent);
    }

    [Fact]
    public async Task The_next_is_claimed_while_others_are_recorded()
    {
        await using var three = await ThreeDueAsync();
        var taken = await three.Ledger.ClaimAsync(three.KeyOf(Maria));
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        three.Store.Meanwhile = async call =>
        {
            if (call.Rows > 1)
            {
                // The record, which writes the person and the counts with it.
                begun.TrySetResult();
                await go.Task;
            }
        };
        var recorded = three.Ledger.RecordAsync(taken.Rollout!, taken.Claim.Delivery! with { State = DeliveryState.Sent, ActivityId = "1" }, taken.Claim.AsRead);
        await begun.Task;

        var next = await three.Ledger.ClaimAsync(three.KeyOf(Sam)).WaitAsync(TimeSpan.FromSeconds(30));
        go.SetResult();
        await recorded;

        Assert.NotNull(next.Claim.Delivery);
        Assert.Equal(1, (await three.Bot.Get<CohortRepository>().GetCountsAsync(three.Rollout.Key(1))).Sent);
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
        // Each has three messages to catch up on: a claim writes them and the person, a failure three rows.
        TestPerson[] people = [.. Enumerable.Range(100, DeliveryLedger.MostTogether + 1).Select(number => new TestPerson($"Person {number}", $"person{number}@contoso.example.com", number))];
        await using var many = await DueAsync(NodaTime.Instant.FromUtc(2027, 3, 8, 18, 0), people);

        var taken = await many.ClaimAsync(people);
        var claims = many.TakeCommits();
        Assert.All(taken, one => Assert.NotNull(one.Claim.Delivery));
        Assert.Equal((people.Length * 4, 4), (claims.Sum(), claims.Length));

        await many.RecordAsync(taken, DeliveryState.Failed);
        var records = many.TakeCommits();
        Assert.Equal(people.Length, (await many.Bot.DeliveriesAsync(many.Rollout)).Count(delivery => delivery.State == DeliveryState.Failed));
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
        Assert.NotNull((await maria).Claim.Delivery);
        Assert.NotNull((await uma).Claim.Delivery);
    }

    [Fact]
    public async Task Of_who_can_not_be_read_nothing_is_claimed()
    {
        await using var three = await ThreeDueAsync();
        await three.Bot.Get<ITableStore>().CommitAsync(
            Table.Users, $"{BotUnderTest.Tenant}|{DeliveryBench.IdOf(Sam).Value}", [RowWrite.Upsert("ref", SchemaVersion.Stamp([], 99))]);

        var (maria, sam, uma) = three.Ask();

        await Assert.ThrowsAsync<NewerStateException>(() => sam);
        Assert.NotNull((await maria).Claim.Delivery);
        Assert.NotNull((await uma).Claim.Delivery);
        Assert.Equal(DeliveryState.Waiting, Assert.Single(await three.Bot.DeliveriesAsync(three.Rollout, Sam)).State);
    }

    [Fact]
    public async Task What_is_out_is_recorded_when_storage_is_back()
    {
        await using var three = await ThreeDueAsync();
        var taken = await three.ClaimAsync();
        var faults = 5;
        three.Store.Before = _ => faults-- > 0 ? new StorageException("away", isTransient: true) : null;

        await three.RecordAsync(taken);

        Assert.Equal(3, (await three.Bot.DeliveriesAsync(three.Rollout)).Count(delivery => delivery.State == DeliveryState.Sent));
    }

    [Fact]
    public async Task Of_a_rollout_that_is_gone_nothing_is_claimed()
    {
        await using var three = await ThreeDueAsync();

        var taken = await three.Ledger.ClaimAsync(three.KeyOf(Maria) with { Cohort = new CohortKey(RolloutId.New(), three.Rollout.Key(1).Cohort) });

        Assert.Equal((null, Claim.DoneWith), (taken.Rollout, taken.Claim));
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
        public GatheredLedger Ledger { get; } = new(Bot.Get<RolloutRepository>(), Bot.Get<UserRepository>(), Bot.Get<DeliveryLedger>(), new ImmediateTime());

        public DeliveryKey KeyOf(TestPerson person) => DeliveryKey.ForTouchpoint(Rollout.Key(1), DeliveryBench.IdOf(person), TouchpointKind.Checklist, 0);

        public (Task<TakenDelivery> Maria, Task<TakenDelivery> Sam, Task<TakenDelivery> Uma) Ask() =>
            (Ledger.ClaimAsync(KeyOf(Maria)), Ledger.ClaimAsync(KeyOf(Sam)), Ledger.ClaimAsync(KeyOf(Uma)));

        /// <summary>Claims the first, and the others while its commit is under way.</summary>
        public Task<TakenDelivery[]> ClaimAsync() => ClaimAsync(Maria, Sam, Uma);

        /// <inheritdoc cref="ClaimAsync()"/>
        public Task<TakenDelivery[]> ClaimAsync(params TestPerson[] people) => InTurnAsync([.. people.Select(KeyOf)], Ledger.ClaimAsync);

        /// <summary>Records the first, and the others while its commit is under way.</summary>
        public async Task RecordAsync(TakenDelivery[] taken, DeliveryState state = DeliveryState.Sent) => await InTurnAsync(taken, async one =>
        {
            await Ledger.RecordAsync(one.Rollout!, one.Claim.Delivery! with { State = state, ActivityId = "1" }, one.Claim.AsRead);
            return true;
        });

        /// <summary>How many rows were written by each commit to the cohort.</summary>
        public int[] TakeCommits() => [.. Store.TakeCalls().Where(call => call is { Kind: "commit", Table: Table.Cohorts }).Select(call => call.Rows)];

        public ValueTask DisposeAsync() => Bot.DisposeAsync();

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
