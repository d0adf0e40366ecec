using Microsoft.Extensions.Diagnostics.HealthChecks;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Time;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>What happens to messages that can't go out, with the bot's real services.</summary>
public sealed class DeliveryFaultTests
{
    private const string Checklist = "Your Procore Pay checklist";
    private const string Training = "Your Procore Pay training";

    [Theory]
    [InlineData(ConnectorFailureKind.Throttled, 429)]
    [InlineData(ConnectorFailureKind.Transient, 412)]
    [InlineData(ConnectorFailureKind.Transient, 502)]
    [InlineData(ConnectorFailureKind.Transient, 503)]
    [InlineData(ConnectorFailureKind.Transient, 504)]
    public async Task What_may_be_tried_again_is_waiting_until_it_is_out_and_goes_out_once(ConnectorFailureKind kind, int status)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        bot.FailFirst(Maria, [.. Enumerable.Repeat(new ConnectorException(kind, "failed") { Status = status }, 12)]);

        await bot.TravelAsync("2027-02-22T16:00:05Z");
        Assert.Equal(DeliveryState.Waiting, Assert.Single(await bot.DeliveriesAsync(rollout, Maria)).State);
        await bot.TravelAsync("2027-02-23T00:00:00Z");

        var sent = Assert.Single(await bot.DeliveriesAsync(rollout, Maria));
        Assert.Equal((DeliveryState.Sent, 13), (sent.State, sent.Attempts));
        Assert.Equal(1, bot.Titled(Maria, Checklist));
    }

    [Theory]
    [InlineData(ConnectorFailureKind.ServerFault, 500, "Teams failed to process the message")]
    [InlineData(ConnectorFailureKind.BadRequest, 400, "Teams did not accept the message")]
    [InlineData(ConnectorFailureKind.TooLarge, 413, "the message was too large for Teams")]
    [InlineData(ConnectorFailureKind.Other, 403, "Teams refused the message")]
    public async Task What_the_platform_says_not_to_retry_is_recorded_with_its_reason_and_tried_once(
        ConnectorFailureKind kind, int status, string reason)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        bot.FailFirst(Maria, new ConnectorException(kind, "failed") { Status = status });

        await bot.TravelAsync("2027-02-23T00:00:00Z");

        var failed = Assert.Single(await bot.DeliveriesAsync(rollout, Maria));
        Assert.Equal((DeliveryState.Failed, 1, reason), (failed.State, failed.Attempts, failed.Reason?.Text));
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Failed);
        Assert.Equal(0, bot.Titled(Maria, Checklist));
    }

    [Fact]
    public async Task While_the_bots_secret_is_refused_nothing_is_lost_health_says_so_and_all_goes_out_once_it_is_changed()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Sam]));
        var health = new SenderHealth(
            bot.Get<DeliveryMetrics>(), bot.Get<Registration>(), bot.Get<GraphLevels>(), bot.Get<IDeliveryQueue>(), bot.Get<IClock>());
        bot.Teams.Fails = _ => new ConnectorException(ConnectorFailureKind.Unauthorised, "Entra gave the bot no token");

        await bot.TravelAsync("2027-02-23T18:00:00Z");

        Assert.Equal(
            [DeliveryState.Waiting, DeliveryState.Waiting],
            [Assert.Single(await bot.DeliveriesAsync(rollout, Maria)).State, Assert.Single(await bot.DeliveriesAsync(rollout, Sam)).State]);
        Assert.Equal(0, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Failed);
        var ill = await health.CheckHealthAsync(new());
        Assert.Equal((HealthStatus.Degraded, true), (ill.Status, ill.Description!.Contains("secret is refused", StringComparison.Ordinal)));

        bot.Teams.Fails = _ => null;
        await bot.TravelAsync("2027-02-23T18:30:00Z");

        Assert.Equal((1, 1), (bot.Titled(Maria, Checklist), bot.Titled(Sam, Checklist)));
        Assert.False(bot.Get<Registration>().IsRefused);
    }

    [Fact]
    public async Task Health_is_good_again_once_a_backlog_is_out()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        using var queue = new InProcessQueue(bot.Get<MovableClock>(), TimeProvider.System);
        var (now, metrics) = (bot.Get<IClock>().GetCurrentInstant(), bot.Get<DeliveryMetrics>());
        var key = DeliveryKey.ForTouchpoint(rollout.Key(1), DeliveryBench.IdOf(Maria), TouchpointKind.Checklist, 0);
        await queue.EnqueueAsync(key, now, default);
        metrics.Sent(at: now, due: now - Duration.FromHours(20), TimeSpan.Zero);

        Assert.Equal("is late: a backlog is being sent at the platform's pace", await HealthAsync());
        metrics.Sent(at: now - Duration.FromMinutes(11), due: now - Duration.FromHours(20), TimeSpan.Zero);
        Assert.Equal("keeps up", await HealthAsync());
        metrics.Sent(at: now, due: now - Duration.FromHours(20), TimeSpan.Zero);
        await queue.CompleteAsync(await queue.ReceiveAsync(bot.Get<ConcurrencyLimiter>(), default), default);
        Assert.Equal("keeps up", await HealthAsync());

        async Task<string?> HealthAsync() =>
            (
                await new SenderHealth(metrics, bot.Get<Registration>(), bot.Get<GraphLevels>(), queue, bot.Get<IClock>()).CheckHealthAsync(
                    new()
                )
            ).Description;
    }

    [Fact]
    public void A_token_ends_a_refusal_of_Entra_but_not_one_of_Teams_which_a_message_ends()
    {
        var registration = new Registration();
        registration.Refuse(new ConnectorException(ConnectorFailureKind.Unauthorised, "no token") { ErrorCode = "AADSTS7000222" });
        Assert.Equal((true, "the client secret has expired (AADSTS7000222)"), (registration.IsRefused, registration.Reason));
        registration.HasToken();
        Assert.Equal((false, null), (registration.IsRefused, registration.Reason));

        registration.Refuse(new ConnectorException(ConnectorFailureKind.Unauthorised, "refused") { Status = 401 });
        registration.HasToken();
        Assert.True(registration.IsRefused);
        registration.Accept();
        Assert.False(registration.IsRefused);
    }

    [Fact]
    public async Task A_chat_found_gone_after_a_long_refusal_is_made_again()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        bot.Teams.Fails = _ => new ConnectorException(ConnectorFailureKind.Unauthorised, "Entra gave the bot no token");
        await bot.TravelAsync("2027-02-22T18:00:00Z");
        bot.Teams.Fails = _ => null;
        bot.FailFirst(Maria, new ConnectorException(ConnectorFailureKind.ConversationGone, "gone") { Status = 404 });

        await bot.TravelAsync("2027-02-22T18:30:00Z");

        Assert.Equal(1, bot.Titled(Maria, Checklist));
    }

    [Fact]
    public async Task Send_again_sends_to_exactly_those_it_did_not_reach()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Sam]));
        bot.FailFirst(Maria, new ConnectorException(ConnectorFailureKind.ServerFault, "failed") { Status = 500 });
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        Assert.Equal((0, 1), (bot.Titled(Maria, Checklist), bot.Titled(Sam, Checklist)));

        await bot.PressAsync(Robin, "deliveries.resend", Script.Data(rollout));
        await bot.TravelAsync("2027-02-22T18:00:00Z");

        Assert.Equal((1, 1), (bot.Titled(Maria, Checklist), bot.Titled(Sam, Checklist)));
    }

    /// <summary>What did not reach them is more than one commit can hold.</summary>
    [Theory]
    [InlineData(25, 8)]
    [InlineData(1, 52)]
    public async Task After_months_without_a_way_to_reach_anybody_all_that_failed_can_be_sent_again(int people, int checkIns)
    {
        await using var bot = await DeliveryBench.StartAsync();
        TestPerson[] members =
        [
            .. Enumerable.Range(0, people).Select(number => new TestPerson($"Member {number}", $"member{number}@contoso.com", 500 + number))
        ];
        var rollout = await DeliveryBench.LaunchAsync(
            bot, lead: null, new() { CheckInCount = checkIns, CadenceDays = 3 }, ("2027-03-15", members));
        bot.Teams.Fails = _ => new ConnectorException(ConnectorFailureKind.Other, "refused") { Status = 403 };
        await bot.TravelAsync(bot.Now.Plus(NodaTime.Duration.FromDays(40 + (4 * checkIns))).ToString());
        var failed = (await bot.DeliveriesAsync(rollout)).Where(delivery => delivery.State == DeliveryState.Failed).ToList();
        Assert.True(failed.Count > 50, $"{failed.Count} failed");

        var again = await bot.Get<IOutbox>().ResendFailedAsync(rollout, new CohortId("c1"), only: null, default);

        Assert.Equal(failed.Count, again);
        Assert.DoesNotContain(await bot.DeliveriesAsync(rollout), delivery => delivery.State == DeliveryState.Failed);
    }

    [Fact]
    public async Task A_chat_that_is_gone_is_made_again_and_the_message_goes_out()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        bot.FailFirst(Maria, new ConnectorException(ConnectorFailureKind.ConversationGone, "gone") { Status = 404 });

        await bot.TravelAsync("2027-02-23T00:00:00Z");

        Assert.Equal(DeliveryState.Sent, Assert.Single(await bot.DeliveriesAsync(rollout, Maria)).State);
        Assert.Equal(1, bot.Titled(Maria, Checklist));
    }

    [Fact]
    public async Task A_failed_try_does_not_let_the_next_message_follow_right_after_the_one_before()
    {
        // Launched late: the checklist, the manager's own list and the training invitation are
        // caught up a minute apart.
        await using var bot = await DeliveryBench.StartAsync("2027-03-10T16:00:00Z");
        await DeliveryBench.LaunchAsync(bot, Maria, new TimingPlan { EmailDays = 1 }, ("2027-03-15", [Maria]));
        var sent = new List<NodaTime.Instant>();
        var tries = 0;
        bot.Teams.Fails = conversation =>
        {
            if (conversation == Maria.Conversation && ++tries is 2 or 3)
            {
                return new ConnectorException(ConnectorFailureKind.Transient, "failed") { Status = 503 };
            }

            sent.Add(bot.Now);
            return null;
        };

        await bot.TravelAsync("2027-03-10T20:00:00Z");

        Assert.Equal((1, 1, 1), (bot.Titled(Maria, Checklist), bot.Titled(Maria, Training), bot.Titled(Maria, "Your list for Office 1")));
        Assert.Equal(3, sent.Count);
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second - pair.First >= NodaTime.Duration.FromSeconds(60), $"{pair}"));
    }

    [Fact]
    public async Task A_message_that_cant_be_made_is_given_up_and_the_others_go_out()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Sam]));
        bot.Teams.Breaks = conversation => conversation == Maria.Conversation;

        await bot.TravelAsync("2027-02-23T00:00:00Z");

        var poisoned = Assert.Single(await bot.DeliveriesAsync(rollout, Maria));
        Assert.Equal((DeliveryState.Failed, 5), (poisoned.State, poisoned.Attempts));
        Assert.Contains("could not create this message", poisoned.Reason?.Text, StringComparison.Ordinal);
        Assert.Equal(1, bot.Titled(Sam, Checklist));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("close")]
    [InlineData("remove")]
    [InlineData("move")]
    public async Task What_a_manager_does_takes_effect_on_what_already_waits(string what)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        bot.Teams.Fails = _ =>
            new ConnectorException(ConnectorFailureKind.Throttled, "429") { Status = 429, RetryAfter = TimeSpan.FromMinutes(30) };
        await bot.TravelAsync("2027-02-22T16:10:00Z");
        Assert.Equal(DeliveryState.Waiting, Assert.Single(await bot.DeliveriesAsync(rollout, Maria)).State);
        bot.Teams.Fails = _ => null;

        await DoAsync(bot, rollout, what);
        await bot.TravelAsync("2027-02-24T00:00:00Z");

        Assert.Equal(0, bot.Titled(Maria, Checklist));
        var left = await bot.DeliveriesAsync(rollout, Maria);
        Assert.Equal(what is "move" or "remove", left.Count == 0);
        Assert.DoesNotContain(left, delivery => delivery.State == DeliveryState.Sent);
        if (what is "close")
        {
            Assert.All(left, delivery => Assert.True(delivery.IsFinal, $"{delivery.Key.Kind} is {delivery.State}"));
        }
    }

    [Fact]
    public async Task A_closed_rollouts_rows_come_to_an_end_over_a_restart_too()
    {
        var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Sam]));
        bot.Teams.Fails = _ =>
            new ConnectorException(ConnectorFailureKind.Throttled, "429") { Status = 429, RetryAfter = TimeSpan.FromHours(3) };
        await bot.TravelAsync("2027-02-22T16:10:00Z");
        await DoAsync(bot, rollout, "close");

        await using var restarted = await bot.RestartAsync();
        restarted.Teams.Fails = _ => null;
        await restarted.TravelAsync("2027-02-22T23:00:00Z");

        var ended = await restarted.DeliveriesAsync(rollout);
        Assert.NotEmpty(ended);
        Assert.All(
            ended,
            delivery => Assert.Equal((DeliveryState.Skipped, "the rollout was closed"), (delivery.State, delivery.Reason?.Text)));
        Assert.Equal(0, (await restarted.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Queued);
    }

    private static async Task DoAsync(BotUnderTest bot, StoredRollout rollout, string what)
    {
        var data = Script.Data(rollout).With("confirm", true);
        await (what switch
        {
            "pause" => bot.PressAsync(Robin, "rollout.pause", data),
            "close" => bot.PressAsync(Robin, "rollout.close", data),
            "remove" => bot.PressAsync(Robin, "people.remove", data.With("person", DeliveryBench.IdOf(Maria).Value)),
            _ => bot.PressAsync(Robin, "cohort.move", data.With("date", "2027-04-19")),
        });
    }
}
