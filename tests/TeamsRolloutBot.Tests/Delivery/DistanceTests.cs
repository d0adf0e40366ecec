using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// Two messages to one person from a backlog are a minute apart, whatever happens to the first.
/// </summary>
public sealed class DistanceTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    [Fact]
    public async Task What_is_due_besides_a_message_in_hand_waits_for_a_minute()
    {
        await using var two = await TwoDueAsync();
        var begun = two.Bot.Now;
        await two.TakeAsync(two.First);

        Assert.Equal(begun + Minute, (await two.TakeAsync(two.Second)).Again);
    }

    [Fact]
    public async Task A_message_that_was_in_hand_when_the_bot_fell_may_be_out()
    {
        await using var two = await TwoDueAsync();
        var begun = two.Bot.Now;
        await two.TakeAsync(two.First);
        two.Bot.Clock.MoveTo(begun + Duration.FromSeconds(40));

        // The lease of 30 seconds has expired; nobody knows what happened to the message.
        Assert.Equal(begun + Minute, (await two.TakeAsync(two.Second)).Again);
    }

    [Fact]
    public async Task The_minute_counts_from_when_the_message_went_out_not_from_when_it_was_taken()
    {
        await using var two = await TwoDueAsync();
        var taken = (await two.TakeAsync(two.First)).Delivery!;
        two.Bot.Clock.MoveTo(two.Bot.Now + Duration.FromSeconds(25));
        await two.Ledger.RecordAsync(two.Rollout, taken with { State = DeliveryState.Sent, ActivityId = "1" });

        Assert.Equal(two.Bot.Now + Minute, (await two.TakeAsync(two.Second)).Again);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_is_put_off_is_kept_a_distance_from_only_if_it_may_be_out(bool mayBeOut)
    {
        await using var two = await TwoDueAsync();
        var taken = (await two.TakeAsync(two.First)).Delivery!;
        two.Bot.Clock.MoveTo(two.Bot.Now + Duration.FromSeconds(10));
        await two.Ledger.WaitAsync(
            two.Rollout, taken, Duration.FromHours(1), new DeliveryReason(ReasonCode.TeamsBusy), mayBeOut, CancellationToken.None);

        var second = await two.TakeAsync(two.Second);

        Assert.Equal(mayBeOut ? two.Bot.Now + Minute : null, second.Again);
        Assert.Equal(mayBeOut, second.Delivery is null);
    }

    [Fact]
    public async Task Of_two_in_the_last_minute_of_the_day_hours_the_second_still_goes_out_and_a_later_one_does_not()
    {
        // 17:59:40 in Denver; day hours end at 18:00.
        await using var two = await TwoDueAsync("2027-03-09T00:59:40Z");
        var taken = (await two.TakeAsync(two.First)).Delivery!;
        await two.Ledger.RecordAsync(two.Rollout, taken with { State = DeliveryState.Sent, ActivityId = "1" });
        two.Bot.Clock.MoveTo(two.Bot.Now + Minute);

        var second = await two.TakeAsync(two.Second);

        Assert.NotNull(second.Delivery);
        two.Bot.Clock.MoveTo(two.Bot.Now + Minute);
        await two.Ledger.WaitAsync(
            two.Rollout, second.Delivery!, Minute, new DeliveryReason(ReasonCode.TeamsBusy), mayBeOut: false, CancellationToken.None);
        two.Bot.Clock.MoveTo(two.Bot.Now + (2 * Minute));
        Assert.Equal(Instant.FromUtc(2027, 3, 9, 15, 0), (await two.TakeAsync(two.Second)).Again);
    }

    [Fact]
    public async Task The_invitation_does_not_overtake_a_checklist_that_the_email_has_put_off()
    {
        await using var two = await TwoDueAsync();
        var (checklist, email, invitation) = (
            await two.FindAsync(TouchpointKind.Checklist), await two.FindAsync(TouchpointKind.Email),
            await two.FindAsync(TouchpointKind.Invitation));
        var taken = (await two.TakeAsync(email)).Delivery!;
        await two.Ledger.RecordAsync(two.Rollout, taken with { State = DeliveryState.Sent });
        Assert.Equal(two.Bot.Now + Minute, (await two.TakeAsync(checklist)).Again);
        two.Bot.Clock.MoveTo(two.Bot.Now + Minute);

        Assert.Equal(two.Bot.Now + Minute, (await two.TakeAsync(invitation)).Again);
        Assert.NotNull((await two.TakeAsync(checklist)).Delivery);
    }

    [Fact]
    public async Task The_invitation_does_not_wait_for_a_checklist_that_is_put_off_for_long()
    {
        await using var two = await TwoDueAsync();
        var taken = (await two.TakeAsync(await two.FindAsync(TouchpointKind.Checklist))).Delivery!;
        await two.Ledger.WaitAsync(
            two.Rollout, taken, Duration.FromHours(1), new DeliveryReason(ReasonCode.TeamsBusy), mayBeOut: false, CancellationToken.None);
        var mail = (await two.TakeAsync(await two.FindAsync(TouchpointKind.Email))).Delivery!;
        await two.Ledger.RecordAsync(two.Rollout, mail with { State = DeliveryState.Sent });
        two.Bot.Clock.MoveTo(two.Bot.Now + Minute);

        Assert.NotNull((await two.TakeAsync(await two.FindAsync(TouchpointKind.Invitation))).Delivery);
    }

    [Fact]
    public async Task A_message_that_failed_leaves_the_way_free()
    {
        await using var two = await TwoDueAsync();
        var taken = (await two.TakeAsync(two.First)).Delivery!;
        await two.Ledger.RecordAsync(
            two.Rollout, taken with { State = DeliveryState.Failed, Reason = new DeliveryReason(ReasonCode.BotBlocked) });

        Assert.NotNull((await two.TakeAsync(two.Second)).Delivery);
    }

    [Fact]
    public async Task Of_two_messages_that_two_instances_take_at_the_same_moment_one_waits()
    {
        await using var two = await TwoDueAsync();
        var other = two.OtherInstance();
        Claim? second = null;
        two.Store.Meanwhile = async _ =>
        {
            // The first has looked, and is about to record that it is in flight.
            two.Store.Meanwhile = _ => Task.CompletedTask;
            second = await other.ClaimAsync(two.Rollout, two.Second.Key, CancellationToken.None);
        };

        var first = await two.TakeAsync(two.First);

        Assert.NotNull(second!.Delivery);
        Assert.Equal((null, two.Bot.Now + Minute), (first.Delivery, first.Again));
    }

    [Fact]
    public async Task A_message_that_goes_out_while_the_next_is_looked_at_is_kept_a_distance_from()
    {
        await using var two = await TwoDueAsync();
        var taken = (await two.TakeAsync(two.First)).Delivery!;
        var other = two.OtherInstance();
        two.Store.MeanwhileReading = async call =>
        {
            if (call.Key == two.First.Key.Row)
            {
                // The person has been read in their previous state.
                two.Store.MeanwhileReading = _ => Task.CompletedTask;
                await other.RecordAsync(two.Rollout, taken with { State = DeliveryState.Sent, ActivityId = "1" });
            }
        };

        var second = await two.TakeAsync(two.Second);

        Assert.Equal((null, two.Bot.Now + Minute), (second.Delivery, second.Again));
    }

    [Fact]
    public async Task A_message_in_hand_that_is_decided_again_may_be_out_all_the_same()
    {
        await using var two = await TwoDueAsync();
        await two.TakeAsync(two.First);
        var (lifecycle, by) = (two.Bot.Get<Lifecycle>(), two.Rollout.Rollout.Owner.Id);
        two.Bot.Clock.MoveTo(two.Bot.Now + Duration.FromSeconds(1));
        await lifecycle.PauseAsync(two.Rollout.Id, by, CancellationToken.None);
        var (resumed, _) = await lifecycle.ResumeAsync(two.Rollout.Id, by, CancellationToken.None);
        await two.Bot.Get<Planner>().RunAsync(CancellationToken.None);
        var decided = (await two.Bot.DeliveriesAsync(resumed!, Maria)).Where(delivery => delivery.State == DeliveryState.Waiting).ToList();

        Assert.NotEmpty(decided);
        foreach (var delivery in decided)
        {
            Assert.Equal(two.Bot.Now + Minute, (await two.TakeAsync(delivery, resumed)).Again);
        }
    }

    // Launched, and not looked at before the day of the invitation, so the checklist is caught up
    // then.
    private static async Task<TwoDue> TwoDueAsync(string now = "2027-03-08T18:00:00Z")
    {
        ObservedStore? store = null;
        var bot = await BotUnderTest.StartAsync(
            "2027-02-21T17:00:00Z",
            over: real => store = new ObservedStore(real),
            settings: new Dictionary<string, string?> { ["Delivery:LeaseSeconds"] = "30" },
            configure: services => services.AddSingleton<IDeliveryQueue, NobodysQueue>());
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        bot.Clock.MoveTo(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value);
        await bot.Get<Planner>().RunAsync(CancellationToken.None);
        var waiting = (await bot.DeliveriesAsync(rollout, Maria)).Where(delivery => delivery.State == DeliveryState.Waiting).ToList();
        Assert.True(waiting.Count >= 2, string.Join(", ", waiting.Select(delivery => delivery.Key.Kind)));
        return new TwoDue(bot, store!, rollout, waiting[0], waiting[1]);
    }

    private sealed record TwoDue(BotUnderTest Bot, ObservedStore Store, StoredRollout Rollout, StoredDelivery First, StoredDelivery Second)
        : IAsyncDisposable
    {
        public ClaimLedger Ledger => Bot.Get<ClaimLedger>();

        /// <summary>Another instance's ledger on the same storage.</summary>
        public ClaimLedger OtherInstance() =>
            ActivatorUtilities.CreateInstance<ClaimLedger>(Bot.Services, new CohortRepository(Store, new PartitionWriter(Store)));

        public async Task<StoredDelivery> FindAsync(TouchpointKind kind) =>
            (await Bot.DeliveriesAsync(Rollout, Maria)).Single(delivery => delivery.Key.Touchpoint?.Kind == kind);

        public async Task<Claim> TakeAsync(StoredDelivery delivery, StoredRollout? rollout = null) =>
            await Ledger.ClaimAsync(rollout ?? Rollout, delivery.Key, CancellationToken.None);

        public ValueTask DisposeAsync() => Bot.DisposeAsync();
    }
}
