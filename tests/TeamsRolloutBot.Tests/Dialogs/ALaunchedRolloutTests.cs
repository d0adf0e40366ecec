using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// A launched rollout, with a controlled clock. Go-live is Monday, March 15, 2027.
/// </summary>
public sealed class ALaunchedRolloutTests
{
    [Fact]
    public async Task Everybody_gets_their_own_and_nobody_anything_twice()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        Assert.DoesNotContain(bot.Teams.Sent, message => message.Text.Contains("checklist.show", StringComparison.Ordinal));

        await bot.TravelAsync("2027-03-23T00:00:00Z");

        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "Your Procore Pay checklist"));
        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "Still open on your Procore Pay checklist"));
        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "Your Procore Pay training"));
        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "You can start using Procore Pay"));
        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "How is Procore Pay going?"));
        Assert.Single(bot.Teams.To(Sam), message => Titled(message, "Your list for HQ Denver"));
        Assert.Single(bot.Teams.To(Sam), message => Titled(message, "Welcome e-mails for HQ Denver"));
        Assert.Single(bot.Teams.To(Sam), message => Titled(message, "Is HQ Denver ready for training?"));
        Assert.DoesNotContain(bot.Teams.To(Sam), message => Titled(message, "Your Procore Pay checklist"));
        Assert.Equal(5, bot.Teams.To(Robin).Count(message => message.Text.Contains("WEEKLY DIGEST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_tick_stays_over_a_restart_and_pressing_twice_changes_nothing()
    {
        var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        var tick = new JsonObject { ["rollout"] = rollout.Id.Value, ["cohort"] = "c1", ["task"] = "account", ["done"] = true };

        Assert.Contains("1 of 11 done", await bot.PressAsync(Maria, "task.set", tick));
        Assert.Contains("1 of 11 done", await bot.PressAsync(Maria, "task.set", tick));
        await using var restarted = await bot.RestartAsync();

        Assert.Contains("1 of 11 done", await restarted.PressAsync(Maria, "checklist.show", Script.Data(rollout)));
        Assert.Contains("0 of 11 done", await restarted.PressAsync(Maria, "task.set", tick.With("done", false)));
        Assert.Equal(0, (await restarted.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")))).TasksDone);
    }

    [Theory]
    [InlineData("task.set")]
    [InlineData("checklist.show")]
    [InlineData("checkin.answer")]
    [InlineData("checkin.snooze")]
    [InlineData("question.answer")]
    [InlineData("rollout.pause")]
    [InlineData("rollout.close")]
    [InlineData("cohort.move")]
    [InlineData("people.list")]
    [InlineData("people.remove")]
    [InlineData("person.show")]
    [InlineData("person.save")]
    [InlineData("people.nudge")]
    [InlineData("people.add")]
    [InlineData("cohort.add")]
    [InlineData("deliveries.resend")]
    [InlineData("deliveries.people")]
    [InlineData("reach.show")]
    [InlineData("status.show")]
    [InlineData("rollout.export")]
    [InlineData("report.progress")]
    [InlineData("rollout.launch")]
    [InlineData("history.show")]
    [InlineData("history.file")]
    [InlineData("privacy.forget")]
    public async Task A_strangers_press_on_somebody_elses_card_shows_and_changes_nothing(string verb)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-22T16:00:00Z");
        var data = Script.Data(rollout).With("task", "account").With("done", true).With("confirm", true)
            .With("person", $"mail:{Maria.Email}").With("usage", "yes");
        data["checkIn"] = 1;
        var before = await Script.DraftAsync(bot);

        var answer = await bot.PressAsync(Stranger, verb, data);

        Assert.DoesNotContain("HQ Denver", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Maria.Email, answer, StringComparison.Ordinal);
        Assert.Equal(before, await Script.DraftAsync(bot));
    }

    [Fact]
    public async Task A_check_in_that_is_answered_is_not_asked_again_tomorrow_and_a_nudge_does_not_offer_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-25T16:00:00Z");
        var (checkIn, nudge) = (CardOf("How is Procore Pay going?"), CardOf("Reminder: how is Procore Pay going?"));
        var (verb, data) = CardInputs.Press(checkIn, "Ask me tomorrow");

        Assert.DoesNotContain(CardInputs.ActionsOf(nudge), action => (string?)action["verb"] == verb);
        var (send, unanswered) = CardInputs.Press(nudge, "Send");
        Assert.DoesNotContain("Ask me tomorrow", await bot.PressAsync(Maria, send, unanswered), StringComparison.Ordinal);
        await bot.PressAsync(Maria, verb, data);
        Assert.Contains("won’t ask about this one again", bot.Teams.To(Maria)[^1].Text, StringComparison.Ordinal);

        string CardOf(string title) => bot.Teams.To(Maria).SelectMany(message => message.Cards).First(card =>
             card.Contains($"\"{title}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_question_in_an_answer_that_is_given_again_reaches_the_manager_too()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-22T16:00:00Z");
        var checkIn = Script.Data(rollout).With("usage", "partly");
        checkIn["checkIn"] = 1;

        await bot.PressAsync(Maria, "checkin.answer", checkIn.With("question", "Who opens the budget?"));
        await bot.PressAsync(Maria, "checkin.answer", checkIn.With("question", "And who closes it?"));

        var questions = await bot.Get<CohortRepository>().ListQuestionsAsync(new CohortKey(rollout.Id, new CohortId("c1"))).ToListAsync();
        Assert.Equal(["And who closes it?", "Who opens the budget?"], questions.Select(question => question.Text).Order());
    }

    [Fact]
    public async Task A_question_goes_to_the_cohorts_manager_and_the_answer_back_to_the_asker()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-22T16:00:00Z");
        var checkIn = Script.Data(rollout).With("usage", "no").With("blocker", "No access").With("question", "Where are the lien waivers?");
        checkIn["checkIn"] = 1;

        Assert.Contains("Thank you", await bot.PressAsync(Maria, "checkin.answer", checkIn));
        await bot.PressAsync(Maria, "checkin.answer", checkIn);
        await Settle(bot);

        var asked = Assert.Single(
            bot.Teams.To(Sam), message => message.Text.Contains("Where are the lien waivers?", StringComparison.Ordinal));
        var id = asked.Text.Split('\n').First(line => line.Length == 24 && line.All(char.IsAsciiHexDigitLower));
        var reply = Script.Data(rollout).With("question", id).With("answer", "Under Compliance.");
        Assert.Contains("QUESTION · ANSWERED", await bot.PressAsync(Sam, "question.answer", reply));
        Assert.Contains("has already answered", await bot.PressAsync(Robin, "question.answer", reply.With("answer", "Somewhere else.")));
        await Settle(bot);

        var answer = Assert.Single(bot.Teams.To(Maria), message => message.Text.Contains("Under Compliance.", StringComparison.Ordinal));
        Assert.DoesNotContain("Somewhere else", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Under Compliance.", Assert.Single(await bot.SayAsync(Maria, "questions so far")));
    }

    [Fact]
    public async Task Paused_nothing_is_sent_and_resumed_only_what_still_helps()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");
        Assert.Contains("is paused", Assert.Single(await bot.SayAsync(Robin, "pause")));
        var before = bot.Teams.Sent.Count;

        await bot.TravelAsync("2027-03-17T17:00:00Z");
        Assert.Equal(before, bot.Teams.Sent.Count);
        await bot.SayAsync(Robin, "resume");
        await bot.TravelAsync("2027-03-17T18:00:00Z");

        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "You can start using Procore Pay"));
        Assert.DoesNotContain(bot.Teams.To(Maria), message => Titled(message, "Your Procore Pay training"));
        Assert.DoesNotContain(bot.Teams.To(Sam), message => Titled(message, "Welcome e-mails for HQ Denver"));
    }

    [Fact]
    public async Task A_moved_date_is_shown_as_a_difference_first_and_then_moves_what_was_not_sent()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");

        Assert.Contains("Mar 15 → Mar 29", Assert.Single(await bot.SayAsync(Robin, "move HQ Denver to 2027-03-29")));
        Assert.Equal(new(2027, 3, 15), (await Script.DraftAsync(bot)).Definition.Cohorts[0].GoLive);
        var data = Script.Data(await Script.DraftAsync(bot)).With("date", "2027-03-29").With("confirm", true);
        await bot.PressAsync(Robin, "cohort.move", data);
        await bot.TravelAsync("2027-03-16T00:00:00Z");

        Assert.DoesNotContain(bot.Teams.To(Maria), message => Titled(message, "You can start using Procore Pay"));
        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "Your Procore Pay checklist"));
        await bot.TravelAsync("2027-03-30T00:00:00Z");
        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "You can start using Procore Pay"));
    }

    [Fact]
    public async Task Who_joins_late_is_caught_up_at_their_next_send_time()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.SayAsync(Stranger, "hello");
        await bot.TravelAsync("2027-03-10T18:00:00Z");

        Assert.Contains("1 person joins", await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", Stranger.Email)));
        await bot.TravelAsync("2027-03-11T15:59:00Z");
        Assert.DoesNotContain(bot.Teams.To(Stranger), message => Titled(message, "Your Procore Pay checklist"));
        await bot.TravelAsync("2027-03-11T16:30:00Z");

        Assert.Single(bot.Teams.To(Stranger), message => Titled(message, "Your Procore Pay checklist"));
        Assert.Single(bot.Teams.To(Stranger), message => Titled(message, "Your Procore Pay training"));
        Assert.DoesNotContain(bot.Teams.To(Stranger), message => Titled(message, "Still open on your Procore Pay checklist"));
    }

    [Fact]
    public async Task Who_was_removed_gets_nothing_more_and_is_not_counted()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");
        await bot.PressAsync(Robin, "people.remove", Script.Data(rollout).With("person", $"mail:{Maria.Email}").With("confirm", true));
        var before = bot.Teams.To(Maria).Count;

        await bot.TravelAsync("2027-03-23T00:00:00Z");

        Assert.Equal(before, bot.Teams.To(Maria).Count);
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")))).Members);
    }

    [Fact]
    public async Task Who_blocks_the_bot_is_shown_once_and_picked_up_again_when_they_return()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        bot.Teams.Fails = conversation =>
            conversation == Maria.Conversation ? new ConnectorException(ConnectorFailureKind.Blocked, "blocked") { Status = 403 } : null;
        await bot.TravelAsync("2027-02-23T00:00:00Z");

        Assert.Contains("1 person has removed or blocked the app", Assert.Single(await bot.SayAsync(Robin, "deliveries")));
        bot.Teams.Fails = _ => null;
        await bot.SayAsync(Maria, "hello again");
        await bot.TravelAsync("2027-02-23T17:00:00Z");

        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "Your Procore Pay checklist"));
        Assert.Contains("0 not delivered", Assert.Single(await bot.SayAsync(Robin, "deliveries")));
    }

    [Fact]
    public async Task A_throttled_message_waits_and_is_sent_once()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        var failures = 0;
        bot.Teams.Fails = conversation => conversation == Maria.Conversation && failures++ < 3
            ? new ConnectorException(ConnectorFailureKind.Throttled, "throttled") { Status = 429 }
            : null;

        await bot.TravelAsync("2027-02-23T00:00:00Z");

        Assert.Single(bot.Teams.To(Maria), message => Titled(message, "Your Procore Pay checklist"));
        Assert.Equal(4, failures);
    }

    [Fact]
    public async Task Counts_equal_the_people_they_count()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-22T16:00:00Z");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => bot.PressAsync(
            n % 2 == 0
                ? Maria
                : Robin, "task.set", Script.Data(rollout).With("task", n % 3 == 0 ? "account" : "sandbox").With("done", n % 5 != 0))));

        var key = new CohortKey(rollout.Id, new CohortId("c1"));
        var people = new List<Participant>();
        await foreach (var participant in bot.Get<CohortRepository>().ListParticipantsAsync(key))
        {
            people.Add(participant);
        }

        Assert.Equal(CohortCounts.Sum(rollout.Definition, people), await bot.Get<CohortRepository>().GetCountsAsync(key));
    }

    [Fact]
    public async Task Launched_twice_is_launched_once_and_closed_sends_nothing()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        var again = await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        Assert.Contains("already launched", again);
        Assert.Contains("Mountain region is launched", again);
        await bot.PressAsync(Robin, "rollout.close", Script.Data(await Script.DraftAsync(bot)).With("confirm", true));
        var before = bot.Teams.Sent.Count;

        await bot.TravelAsync("2027-03-23T00:00:00Z");

        Assert.Equal(before, bot.Teams.Sent.Count);
    }

    private static async Task Settle(BotUnderTest bot) =>
        await bot.TravelAsync(NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now.Plus(NodaTime.Duration.FromSeconds(1))));

    private static bool Titled(TeamsMessage message, string title) => message.Text.Split('\n').Contains(title);
}
