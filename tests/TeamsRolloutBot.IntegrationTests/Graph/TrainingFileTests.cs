using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.IntegrationTests.Graph.TrainingScript;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>Training sessions as a file, where calendars can’t be written.</summary>
public sealed class TrainingFileTests
{
    [Fact]
    public async Task Without_the_permission_a_file_is_handed_over_and_updates_its_entry()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.ScriptWhere(
            request => request.Template.Contains("/events", StringComparison.Ordinal), GraphAnswer.Error(403, "ErrorAccessDenied"));
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var rollout = await LaunchAsync(bot);
        await bot.Get<GraphProbes>().TryAsync(default);

        Assert.Contains(
            "Take the calendar file", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00")),
            StringComparison.Ordinal);
        var first = await FileAsync(bot, rollout);
        var session = await PlannedAsync(bot);
        await MoveAsync(bot, rollout, session, "2027-03-10", "10:00");
        var second = await FileAsync(bot, rollout);
        await bot.PressAsync(Sam, "session.cancel", Script.Data(rollout).With("session", session.Id).With("confirm", true));
        var cancelled = await DownloadedAsync(bot);

        Assert.Equal(
            ("20270309T170000Z", "20270309T183000Z", "0"), (Line(first, "DTSTART"), Line(first, "DTEND"), Line(first, "SEQUENCE")));
        Assert.Equal(
            (Line(first, "UID"), "20270310T170000Z", "1"), (Line(second, "UID"), Line(second, "DTSTART"), Line(second, "SEQUENCE")));
        Assert.Equal(
            (Line(first, "UID"), "CANCELLED", "CANCEL"), (Line(cancelled, "UID"), Line(cancelled, "STATUS"), Line(cancelled, "METHOD")));

        // Sam leads the cohort and invites from his own calendar. His file names the attendees, so
        // its method is not PUBLISH (RFC 5546, 3.2.1).
        Assert.DoesNotContain("METHOD:", first, StringComparison.Ordinal);
        Assert.Contains("ATTENDEE", first, StringComparison.Ordinal);
        Assert.Equal("-PT30M", Line(first, "TRIGGER"));
        Assert.All(first.Split("\r\n"), line => Assert.True(line.Length <= 75, line));
    }

    private static async Task<string> FileAsync(BotUnderTest bot, StoredRollout rollout)
    {
        await bot.PressAsync(Sam, "session.file", Script.Data(rollout));
        return await DownloadedAsync(bot);
    }

    private static Task<string> DownloadedAsync(BotUnderTest bot)
    {
        var link = bot.Teams.To(Sam)[^1].Text.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal));
        return bot.DownloadAsync(link);
    }

    private static string Line(string file, string name) =>
        file.Split("\r\n")
            .First(line => line.StartsWith(name + ":", StringComparison.Ordinal) || line.StartsWith(name + ";", StringComparison.Ordinal))
            .Split(':', 2)[1];
}
