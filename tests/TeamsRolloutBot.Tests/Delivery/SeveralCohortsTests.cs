using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// Somebody in two cohorts gets one message of a kind a day, and never none because of the other
/// cohort.
/// </summary>
public sealed class SeveralCohortsTests
{
    private const string Checklist = "Your Procore Pay checklist";

    [Fact]
    public async Task What_waits_for_Monday_in_both_comes_once()
    {
        await using var bot = await BotUnderTest.StartAsync("2027-02-27T17:00:00Z");
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-03-15", [Maria]));
        await bot.SayAsync(Maria, "hello");

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        Assert.Equal(1, bot.Titled(Maria, Checklist));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_one_cohort_left_out_for_the_other_is_due_again_when_that_one_does_not_send_it(bool isRemoved)
    {
        await using var bot = await BotUnderTest.StartAsync("2027-02-27T17:00:00Z");
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-03-15", [Maria]));
        await bot.SayAsync(Maria, "hello");
        await bot.TravelAsync("2027-02-27T18:00:00Z");

        if (isRemoved)
        {
            await bot.Get<Membership>()
                .RemoveAsync(rollout, new CohortId("c1"), DeliveryBench.IdOf(Maria), rollout.Rollout.Owner.Id, default);
        }
        else
        {
            await bot.Get<Lifecycle>()
                .MoveAsync(rollout.Id, new CohortId("c1"), new LocalDate(2027, 6, 14), rollout.Rollout.Owner.Id, default);
        }

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        Assert.Equal(1, bot.Titled(Maria, Checklist));
    }

    [Fact]
    public async Task An_invitation_for_two_cohorts_lists_the_sessions_of_both()
    {
        await using var bot = await BotUnderTest.StartAsync("2027-02-27T17:00:00Z");
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-03-15", [Maria]));
        await bot.SayAsync(Maria, "hello");
        foreach (var (cohort, hour) in new[] { ("c1", 10), ("c2", 14) })
        {
            var session = new TrainingSession(new LocalDateTime(2027, 3, 10, hour, 0), 60);
            (var planned, _, _) = await bot.Get<TrainingSessions>()
                .PutAsync(rollout, new CohortId(cohort), session, rollout.Rollout.Owner.Id, default);
            rollout = planned!;
        }

        await bot.TravelAsync("2027-03-08T18:00:00Z");

        var invitation = Assert.Single(
            bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay training", StringComparison.Ordinal)).Cards.Single();
        Assert.Contains("10:00", invitation, StringComparison.Ordinal);
        Assert.Contains("14:00", invitation, StringComparison.Ordinal);
        Assert.All(
            rollout.Definition.Cohorts,
            cohort => Assert.NotNull(CardInputs.Button(invitation, $"Calendar file: {cohort.Name}")));
    }

    [Theory]
    [InlineData("2027-02-21T17:00:00Z")]
    [InlineData("2027-03-10T16:00:00Z")]
    public async Task Somebody_in_two_cohorts_gets_one_of_a_kind_a_day_planned_or_caught_up_and_never_two_within_a_minute(string launched)
    {
        await using var bot = await DeliveryBench.StartAsync(launched);
        var rollout = await DeliveryBench.LaunchAsync(
            bot, ("2027-03-15", [Maria]), ("2027-03-16", [Maria, Sam]), ("2027-03-15", [Sam, Maria]), ("2027-03-05", [Maria]));
        var sent = SentTo(bot, Maria);

        await bot.TravelAsync("2027-04-20T00:00:00Z");

        var contacts = (await bot.DeliveriesAsync(rollout, Maria))
            .Where(delivery => delivery.State == DeliveryState.Sent && delivery.Key.Kind != TouchpointKind.Email.Name());
        var days = contacts.GroupBy(delivery => (delivery.Key.Kind, delivery.DoneAt!.Value.InZone(rollout.Definition.Zone).Date)).ToList();
        Assert.NotEmpty(days);
        Assert.All(days, day => Assert.Single(day));
        AssertApart(sent);
    }

    [Fact]
    public async Task Somebody_in_two_rollouts_gets_both_checklists_and_never_two_messages_within_a_minute()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        var sent = SentTo(bot, Maria);

        await bot.TravelAsync("2027-04-20T00:00:00Z");

        Assert.Equal(2, bot.Titled(Maria, Checklist));
        AssertApart(sent);
    }

    [Fact]
    public async Task Somebody_known_to_two_cohorts_by_two_ids_gets_one_of_a_kind_a_day()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam, Maria]), ("2027-03-15", [Sam]));
        var byAddress = new Member { Person = Person.FromEmail(Maria.Email) };
        await bot.Get<Membership>().AddAsync(rollout, new CohortId("c2"), [byAddress], rollout.Rollout.Owner.Id, default);

        await bot.TravelAsync("2027-03-01T00:00:00Z");

        Assert.Equal(1, bot.Titled(Maria, Checklist));
    }

    // When anything is sent to somebody from now on, whatever its outcome.
    private static List<Instant> SentTo(BotUnderTest bot, TestPerson person)
    {
        var sent = new List<Instant>();
        bot.Teams.Fails = conversation =>
        {
            if (conversation == person.Conversation)
            {
                sent.Add(bot.Now);
            }

            return null;
        };
        return sent;
    }

    private static void AssertApart(IReadOnlyList<Instant> sent) => Assert.All(
        sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Duration.FromMinutes(1), $"{pair}"));
}
