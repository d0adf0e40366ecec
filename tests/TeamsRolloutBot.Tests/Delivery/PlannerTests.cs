using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// Between the look at somebody and the decision for them, they may do something themselves.
/// </summary>
public sealed class PlannerTests
{
    [Fact]
    public async Task What_somebody_does_while_it_is_decided_what_they_get_is_kept_and_counts()
    {
        ObservedStore? store = null;
        await using var bot = await BotUnderTest.StartAsync("2027-02-21T17:00:00Z", over: real => store = new ObservedStore(real));
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Sam]));
        var (key, maria) = (rollout.Key(1), DeliveryBench.IdOf(Maria));
        var other = new CohortRepository(store!, new PartitionWriter(store!));
        bot.Clock.MoveTo(NodaTime.Instant.FromUtc(2027, 2, 22, 16, 0, 5));
        var interfered = false;
        store!.Meanwhile = async call =>
        {
            if (call is { Table: Table.Cohorts, Rows: > 2 } && call.Partition == key.Partition)
            {
                // On another instance, just before the decision is written: two people, their
                // deliveries and the counts.
                store.Meanwhile = _ => Task.CompletedTask;
                interfered = true;
                await other.ChangePeopleAsync(key, rollout.Definition, [maria], async work =>
                {
                    var before = await work.FindParticipantAsync(maria);
                    work.Put(before, before! with { Role = "project-manager" });
                    return true;
                });
            }
        };

        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.True(interfered);
        var after = (await bot.Get<CohortRepository>().FindParticipantAsync(key, maria))!;
        Assert.Equal(("project-manager", ContactOutcome.Sent), (after.Role, after.History.Find(TouchpointKind.Checklist)?.Outcome));
        Assert.Equal((1, 1), (bot.Titled(Maria, "Your Procore Pay checklist"), bot.Titled(Sam, "Your Procore Pay checklist")));
    }
}
