using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// How many deliveries are in flight, and what happens to one whose turn comes late.
/// </summary>
public sealed class ConcurrencyLimiterTests
{
    private static readonly RolloutId One = new("one");
    private static readonly RolloutId Other = new("other");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(45, 11)]
    [InlineData(50, 12)]
    [InlineData(1, 4)]
    public void A_quarter_of_a_seconds_messages_are_taken_ahead_of_their_turn(int requestsPerSecond, int ahead)
    {
        var limiter = new ConcurrencyLimiter(Options.Create(new DeliveryOptions { RequestsPerSecond = requestsPerSecond }));
        var taken = Enumerable.Range(0, ahead).Select(_ =>
        {
            Assert.True(limiter.HasRoom(One));
            return limiter.Take(One);
        }).ToList();

        Assert.False(limiter.HasRoom(One));
        Assert.True(limiter.HasRoom(Other));
        taken[0].Begin();
        taken[0].Begin();
        limiter.Take(One);
        Assert.False(limiter.HasRoom(One));
    }

    [Fact]
    public async Task No_more_are_on_their_way_out_than_are_allowed()
    {
        var limiter = new ConcurrencyLimiter(Options.Create(new DeliveryOptions { Concurrency = 2 }));
        var (first, second) = (limiter.Take(One), limiter.Take(One));
        first.Begin();
        second.Begin();
        Assert.False(limiter.HasRoom(One));
        var freed = 0;
        limiter.Freed += (_, _) => freed++;

        second.Dispose();

        Assert.Equal(1, freed);
        Assert.True(limiter.HasRoom(One));
        var empty = limiter.WhenEmpty();
        Assert.False(empty.IsCompleted);
        first.Dispose();
        await empty;
    }

    [Fact]
    public async Task Of_twenty_tenants_none_waits_for_the_place_of_another()
    {
        await using var bot = await DeliveryBench.StartAsync();
        using var queue = new InProcessQueue(bot.Clock, TimeProvider.System);
        var limiter = new ConcurrencyLimiter(Options.Create(new DeliveryOptions { RequestsPerSecond = 45 }));
        RolloutId[] rollouts = [.. Enumerable.Range(0, 20).Select(number => new RolloutId($"rollout{number}"))];
        foreach (var rollout in rollouts)
        {
            for (var person = 0; person < 30; person++)
            {
                var member = PersonId.FromEmail($"person{person}@contoso.example.com");
                await queue.EnqueueAsync(
                    DeliveryKey.ForTouchpoint(new CohortKey(rollout, new CohortId("c")), member, TouchpointKind.Checklist, 0), bot.Now,
                    default);
            }
        }

        // Nobody gets a turn: each tenant has as many in flight as it may have ahead of its slot,
        // and no more.
        var inFlight = new List<QueuedDelivery>();
        var taken = new Dictionary<RolloutId, ConcurrencyLimiter.Permit>();
        for (var count = 0; count < 20 * 11; count++)
        {
            inFlight.Add(await queue.ReceiveAsync(limiter, default).AsTask().WaitAsync(Limit));
            taken[inFlight[^1].Key.Cohort.Rollout] = limiter.Take(inFlight[^1].Key.Cohort.Rollout);
        }

        Assert.All(rollouts, rollout => Assert.Equal(11, inFlight.Count(one => one.Key.Cohort.Rollout == rollout)));
        var next = queue.ReceiveAsync(limiter, default).AsTask();
        Assert.False(next.IsCompleted);
        taken[rollouts[7]].Begin();
        Assert.Equal(rollouts[7], (await next.WaitAsync(Limit)).Key.Cohort.Rollout);
    }

    [Fact]
    public async Task Of_a_backlog_only_what_is_ahead_of_its_turn_goes_out_after_a_pause()
    {
        var time = new FakeTimeProvider();
        TestPerson[] eight =
        [
            .. Enumerable.Range(1, 8)
                .Select(number => new TestPerson($"Member {number}", $"member{number}@contoso.example.com", 100 + number))
        ];
        await using var bot = await PacedAsync(time, ("Delivery:RequestsPerSecond", "1"));
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", eight));
        bot.Clock.MoveTo(Instant.FromUtc(2027, 2, 22, 16, 0, 5));
        await bot.Get<DeliveryEngine>().PlanAsync(default);
        await UntilAsync(bot, rollout, sent: 1, sending: 4);

        await bot.Get<Lifecycle>().PauseAsync(rollout.Id, rollout.Rollout.Owner.Id, default);
        await UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1.1));
            return Task.FromResult(bot.Get<InProcessQueue>().IsIdle);
        });

        var states = (await bot.DeliveriesAsync(rollout)).GroupBy(delivery => delivery.State)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((5, 3), (states[DeliveryState.Sent], states[DeliveryState.Waiting]));
        Assert.Equal(5, eight.Sum(person => bot.Titled(person, "Your Procore Pay checklist")));
    }

    [Fact]
    public async Task What_another_instance_has_sent_meanwhile_is_not_sent_when_its_turn_comes()
    {
        // The pace uses a stopped clock: one goes out, the other waits in flight for its turn.
        var time = new FakeTimeProvider();
        await using var bot = await PacedAsync(time, ("Delivery:LeaseSeconds", "30"));
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Sam]));
        bot.Clock.MoveTo(Instant.FromUtc(2027, 2, 22, 16, 0, 5));
        await bot.Get<DeliveryEngine>().PlanAsync(default);
        var waiting = (await UntilAsync(bot, rollout, sent: 1, sending: 1)).Single(delivery => delivery.State == DeliveryState.Sending);

        // The wait exceeds the claim's lease, as when the platform asks for patience.
        bot.Clock.MoveTo(bot.Now + Duration.FromSeconds(31));
        var ledger = bot.Get<ClaimLedger>();
        var taken = (await ledger.ClaimAsync(rollout, waiting.Key, default)).Delivery!;
        await ledger.RecordAsync(rollout, taken with { State = DeliveryState.Sent, ActivityId = "of another" });
        var messages = bot.Teams.Sent.Count;
        time.Advance(TimeSpan.FromSeconds(2));
        await UntilAsync(() => Task.FromResult(bot.Get<InProcessQueue>().IsIdle));

        Assert.Equal(messages, bot.Teams.Sent.Count);
        Assert.Equal("of another", Assert.Single(await bot.DeliveriesAsync(rollout), delivery => delivery.Key == waiting.Key).ActivityId);
    }

    private static Task<BotUnderTest> PacedAsync(TimeProvider time, (string Name, string Value) setting) => BotUnderTest.StartAsync(
        "2027-02-21T17:00:00Z",
        settings: new Dictionary<string, string?> { [setting.Name] = setting.Value },
        configure: services => services.AddSingleton(new Pacer(1, new OneInstance(), time)));

    private static async Task<IReadOnlyList<StoredDelivery>> UntilAsync(BotUnderTest bot, StoredRollout rollout, int sent, int sending)
    {
        IReadOnlyList<StoredDelivery> deliveries = [];
        await UntilAsync(async () =>
        {
            deliveries = await bot.DeliveriesAsync(rollout);
            return deliveries.Count(delivery => delivery.State == DeliveryState.Sent) == sent
                && deliveries.Count(delivery => delivery.State == DeliveryState.Sending) >= sending;
        });
        return deliveries;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
