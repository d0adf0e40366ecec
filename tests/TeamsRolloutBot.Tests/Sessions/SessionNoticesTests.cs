using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Sessions;

/// <summary>
/// A training session before, the day before and after: with a title and a place, a reminder,
/// another session for those who missed it, and notes.
/// </summary>
public sealed class SessionNoticesTests
{
    private const string Place = "https://teams.example.com/meet/42";

    [Fact]
    public async Task Everybody_is_reminded_the_day_before_with_title_and_place_and_once()
    {
        var (bot, _) = await PlannedAsync();
        await using var running = bot;

        await bot.TravelAsync("2027-03-08T15:00:00Z");
        Assert.Empty(Reminders(bot, Maria));
        await bot.TravelAsync("2027-03-09T17:00:00Z");

        var reminder = Assert.Single(Reminders(bot, Maria)).Text;
        Assert.All(
            new[] { "Budgets and change orders", Place, "Tue, Mar 9, 10:00" },
            part => Assert.Contains(part, reminder, StringComparison.Ordinal));
        Assert.Single(Reminders(bot, Robin));
        Assert.Contains(
            "2 people get a reminder",
            Assert.Single(bot.Teams.To(Sam), message => message.Text.Contains("Your session is tomorrow", StringComparison.Ordinal)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_that_comes_due_in_a_pause_goes_out_once_the_rollout_is_resumed()
    {
        var (bot, rollout) = await PlannedAsync();
        await using var running = bot;
        await bot.TravelAsync("2027-03-07T17:00:00Z");
        await bot.SayAsync(Robin, "pause");
        await bot.TravelAsync("2027-03-08T19:00:00Z");
        Assert.Empty(Reminders(bot, Maria));

        await bot.SayAsync(Robin, "resume");
        await bot.TravelAsync("2027-03-08T22:00:00Z");

        Assert.Single(Reminders(bot, Maria));
    }

    [Fact]
    public async Task Whoever_is_elsewhere_is_reminded_within_their_own_day()
    {
        var (bot, rollout) = await PlannedAsync();
        await using var running = bot;
        await bot.SayAsync(Uma, "hello");
        await bot.PressAsync(
            Robin, "people.add", Script.Data(rollout).With("members", $"Name,Email,Time zone\nUma,{Uma.Email},Pacific/Honolulu"));

        await bot.TravelAsync("2027-03-08T16:30:00Z");
        Assert.Single(Reminders(bot, Maria));
        Assert.Empty(Reminders(bot, Uma));
        await bot.TravelAsync("2027-03-08T20:00:00Z");

        Assert.Single(Reminders(bot, Uma));
    }

    [Fact]
    public async Task A_session_after_a_weekend_is_announced_for_its_day()
    {
        var (bot, rollout) = await PlannedAsync();
        await using var running = bot;
        await bot.PressAsync(
            Robin, "session.save", Session(rollout).With("date", "2027-03-15").With("time", "10:00").With("minutes", "60"));

        await bot.TravelAsync("2027-03-12T18:00:00Z");

        Assert.Single(
            bot.Teams.To(Maria),
            message => message.Text.Contains("Your training is on Monday, March 15", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_session_that_was_moved_only_the_new_day_is_reminded_of()
    {
        var (bot, rollout) = await PlannedAsync();
        await using var running = bot;
        await bot.PressAsync(
            Robin, "session.save", Session(rollout).With("date", "2027-03-11").With("time", "10:00").With("minutes", "60"));

        await bot.TravelAsync("2027-03-09T17:00:00Z");
        Assert.Empty(Reminders(bot, Maria));
        await bot.TravelAsync("2027-03-10T17:00:00Z");
        Assert.Single(Reminders(bot, Maria));
    }

    [Fact]
    public async Task Who_missed_it_is_offered_the_next_one_and_who_was_there_is_not()
    {
        var (bot, rollout) = await PlannedAsync();
        await using var running = bot;
        await bot.PressAsync(
            Robin, "session.save", Script.Data(rollout).With("date", "2027-03-12").With("time", "14:00").With("minutes", "60"));
        await bot.TravelAsync("2027-03-09T19:00:00Z");
        await bot.PressAsync(Robin, "session.attended", Session(rollout).With("person", $"mail:{Maria.Email}").With("attended", true));
        var before = (Robin: bot.Teams.To(Robin).Count, Maria: bot.Teams.To(Maria).Count);

        await bot.PressAsync(Robin, "session.offer", Session(rollout));
        await bot.TravelAsync("2027-03-09T19:01:00Z");

        Assert.Contains(
            bot.Teams.To(Robin).Skip(before.Robin),
            message =>
                message.Text.Contains("There is another training session", StringComparison.Ordinal)
                    && message.Text.Contains("Fri, Mar 12, 14:00", StringComparison.Ordinal));
        Assert.Equal(before.Maria, bot.Teams.To(Maria).Count);
    }

    [Fact]
    public async Task Notes_and_the_recording_reach_everybody_who_was_invited_and_a_bad_link_is_refused()
    {
        var (bot, rollout) = await PlannedAsync();
        await using var running = bot;
        var notes = Session(rollout).With("notes", "Ask Sam for the budget codes.");
        Assert.Contains("has not started yet", await bot.PressAsync(Robin, "session.sendNotes", notes), StringComparison.Ordinal);
        await bot.TravelAsync("2027-03-09T19:00:00Z");

        Assert.Contains(
            "That is not a link", await bot.PressAsync(Robin, "session.sendNotes", notes.With("recording", "javascript:alert(1)")),
            StringComparison.Ordinal);
        Assert.Contains(
            "2 people get the notes",
            await bot.PressAsync(Robin, "session.sendNotes", notes.With("recording", "https://video.example.com/7")),
            StringComparison.Ordinal);
        await bot.TravelAsync("2027-03-09T19:01:00Z");

        var message = Assert.Single(
            bot.Teams.To(Maria), message => message.Text.Contains("Notes of the training", StringComparison.Ordinal)).Text;
        Assert.Contains("Ask Sam for the budget codes.", message, StringComparison.Ordinal);
        Assert.Contains("https://video.example.com/7", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_file_of_who_holds_it_has_place_and_attendees_and_a_members_has_no_addresses()
    {
        var (bot, rollout) = await PlannedAsync();
        await using var running = bot;

        var holders = await FileAsync(bot, Robin, rollout);
        var members = await FileAsync(bot, Maria, rollout);

        Assert.Contains($"LOCATION:{Place}", holders, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Budgets and change orders", holders, StringComparison.Ordinal);
        Assert.Contains($"mailto:{Maria.Email}", holders, StringComparison.Ordinal);
        Assert.DoesNotContain("METHOD:", holders, StringComparison.Ordinal);
        Assert.Contains($"LOCATION:{Place}", members, StringComparison.Ordinal);
        Assert.DoesNotContain("ATTENDEE", members, StringComparison.Ordinal);
        Assert.Contains("METHOD:PUBLISH", members, StringComparison.Ordinal);
    }

    private static async Task<string> FileAsync(BotUnderTest bot, TestPerson person, StoredRollout rollout)
    {
        await bot.PressAsync(person, "session.file", Script.Data(rollout));
        var link = bot.Teams.To(person)[^1].Text.Split('\n').First(line => line.Contains("/download/", StringComparison.Ordinal));
        return (await bot.DownloadAsync(link)).Replace("\r\n ", string.Empty, StringComparison.Ordinal);
    }

    private static IEnumerable<TeamsMessage> Reminders(BotUnderTest bot, TestPerson person) =>
        bot.Teams.To(person).Where(message => message.Text.Contains("Your training is tomorrow", StringComparison.Ordinal));

    private static System.Text.Json.Nodes.JsonObject Session(StoredRollout rollout) =>
        Script.Data(rollout).With("session", rollout.Definition.Cohorts[0].Sessions[0].Id);

    // On Tuesday, March 9, 2027; Sam leads the cohort and holds the session.
    private static async Task<(BotUnderTest Bot, StoredRollout Rollout)> PlannedAsync()
    {
        var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-01T17:00:00Z");
        await bot.PressAsync(
            Robin, "session.save",
            Script.Data(rollout).With("date", "2027-03-09").With("time", "10:00").With("minutes", "60")
                .With("title", "Budgets and change orders").With("place", Place));
        return (bot, await Script.DraftAsync(bot));
    }
}
