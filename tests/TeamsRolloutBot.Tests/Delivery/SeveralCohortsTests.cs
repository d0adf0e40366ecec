using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// Somebody in two cohorts gets one of a kind a day, and never none because of the other cohort.
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
}
