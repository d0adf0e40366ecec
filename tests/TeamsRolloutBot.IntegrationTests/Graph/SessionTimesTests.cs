using static TeamsRolloutBot.IntegrationTests.Graph.TrainingScript;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>Times proposed for a training session.</summary>
public sealed class SessionTimesTests
{
    [Fact]
    public async Task Free_times_are_proposed_when_the_trainer_and_the_manager_are_free()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);

        // From the invitation on March 8 to the day before go-live; Denver is seven hours behind
        // until March 14.
        stub.Tenant.Busy[Sam.Email] =
        [
            (new DateTime(2027, 3, 8, 0, 0, 0, DateTimeKind.Utc), new DateTime(2027, 3, 11, 17, 0, 0, DateTimeKind.Utc))
        ];
        stub.Tenant.Busy[Maria.Email] =
        [
            (new DateTime(2027, 3, 11, 0, 0, 0, DateTimeKind.Utc), new DateTime(2027, 3, 12, 16, 30, 0, DateTimeKind.Utc))
        ];

        var answer = await bot.PressAsync(Sam, "session.times", Session(rollout, "", ""));

        Assert.Contains("Times that work", answer, StringComparison.Ordinal);
        Assert.Contains("Fri, Mar 12, 09:30\neverybody is free", Rows(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("Mar 10", answer, StringComparison.Ordinal);
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Free_times_lie_in_the_working_hours_of_the_trainers_mailbox()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);

        // Eight to twelve in New York is six to ten in Denver.
        stub.Tenant.WorkingHours[Sam.Email] = (["tuesday", "thursday"], "08:00:00.0000000", "12:00:00.0000000", "Eastern Standard Time");
        stub.Tenant.WorkingHours[Maria.Email] = (
            ["monday", "tuesday", "wednesday", "thursday", "friday"], "07:30:00.0000000", "16:00:00.0000000", "America/Denver");

        var answer = await bot.PressAsync(Sam, "session.times", Session(rollout, "", ""));

        Assert.Contains("Tue, Mar 9, 07:30", answer, StringComparison.Ordinal);
        Assert.Contains("Thu, Mar 11, 07:30", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Mar 10", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(", 09:00", answer, StringComparison.Ordinal);
        Assert.Empty(stub.Violations);
    }

    // The texts of rows, without the style names between them.
    private static string Rows(string answer) =>
        string.Join(
            '\n',
            answer.Split('\n').Where(
                line =>
                    line.Contains(", Mar ", StringComparison.Ordinal)
                        || line.Contains("free", StringComparison.Ordinal)
                        || line.Contains("busy", StringComparison.Ordinal)));
}
