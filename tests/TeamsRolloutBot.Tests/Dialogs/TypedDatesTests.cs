using System.Text.Json.Nodes;
using NodaTime.Text;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Dates, times and zones in the fields and commands that take them. Today is Monday, February 1,
/// 2027.
/// </summary>
public sealed class TypedDatesTests
{
    [Theory]
    [InlineData("03/04/2027", "2027-03-04", "Thursday, March 4, 2027")]
    [InlineData("in six weeks", "2027-03-15", "Monday, March 15, 2027")]
    [InlineData("Mon, Mar 15, 2027", "2027-03-15", "Monday, March 15, 2027")]
    public async Task A_golive_date_in_any_form_is_said_back_in_words(string typed, string expected, string words)
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com").With("goLive", typed));

        Assert.Contains($"Go-live is **{words}**.", answer);
        Assert.Equal(Date(expected), Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).GoLive);
    }

    [Fact]
    public async Task A_zone_by_its_abbreviation_is_the_one_with_summer_time_and_said_back()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com,,,,EDT").With("cohortZone", "EST"));

        Assert.Contains("The time zone is **America/New_York**.", answer);
        Assert.Equal("America/New_York", Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).Zone.Id);
    }

    [Theory]
    [InlineData("cohortZone", "MST")]
    public async Task A_zone_that_may_be_two_is_asked_back(string field, string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com").With(field, typed));

        Assert.Contains("“MST” could be America/Denver or America/Phoenix. Write the one you mean.", answer);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts);
    }

    [Fact]
    public async Task The_managers_zone_takes_what_Windows_shows()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.PressAsync(
            Robin, "define.next", (await Script.NewAsync(bot)).With("name", "Pay").With("zone", "(UTC-05:00) Eastern Time (US & Canada)"));

        Assert.Contains("The time zone is **America/New_York**.", answer);
        Assert.Equal("America/New_York", (await Script.DraftAsync(bot)).Definition.Zone.Id);
    }

    [Fact]
    public async Task Times_come_as_phones_send_them()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 10)).With("dayStart", "8:30\u202fAM").With("sendTime", "09:30:00").With("dayEnd", "6:00 PM"));

        var timing = (await Script.DraftAsync(bot)).Definition.Timing;
        Assert.Equal((new LocalTime(8, 30), new LocalTime(9, 30), new LocalTime(18, 0)), (timing.DayStart, timing.SendTime, timing.DayEnd));
    }

    [Fact]
    public async Task Holidays_come_in_any_form_and_are_said_back()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        var answer = await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 10)).With("holidays", "May 31, 2027 - Memorial Day\nIndependence Day,2027/7/5\n9/6/2027"));

        Assert.Contains("**3 holidays were read:** Mon, May 31, 2027; Mon, Jul 5, 2027; Mon, Sep 6, 2027.", answer);
        Assert.Equal(
            [Date("2027-05-31"), Date("2027-07-05"), Date("2027-09-06")], (await Script.DraftAsync(bot)).Definition.Timing.Holidays);
    }

    [Fact]
    public async Task The_holidays_of_a_country_are_filled_in()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        Assert.Contains(
            "**11 holidays were read:** Fri, Jan 1, 2027; ",
            await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 10)).With("holidays", "US 2027")));
    }

    [Fact]
    public async Task A_project_starts_on_the_day_that_is_typed_and_an_ambiguous_one_is_said_back()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        var answer = await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 5)).With("scope", "list").With("projects", "Tower | 1 | 31-May-27\nBridge | 2 | 4/5/2027"));

        Assert.Contains("Please check how these dates were read: Bridge starts on Monday, April 5, 2027.", answer);
        Assert.Equal(
            [Date("2027-05-31"), Date("2027-04-05")],
            (await Script.DraftAsync(bot)).Definition.Projects.Listed.Select(project => project.Start));
    }

    [Theory]
    [InlineData("move HQ Denver to next Monday", "Move HQ Denver to Mon, Feb 8, 2027?")]
    [InlineData("move HQ to next Monday", "Move HQ Denver to Mon, Feb 8, 2027?")]
    [InlineData("move Boulder to next Monday", "You have no launched rollout with a cohort called “Boulder”.")]
    [InlineData("move HQ Denver to 4/5/2027", "Move HQ Denver to Mon, Apr 5, 2027?")]
    [InlineData("mover HQ Denver al 2027-04-05", "Move HQ Denver to Mon, Apr 5, 2027?")]
    [InlineData("déplacer HQ Denver au 2027-04-05", "Move HQ Denver to Mon, Apr 5, 2027?")]
    [InlineData("move HQ to Boulder to 2027-04-05", "You have no launched rollout with a cohort called “HQ to Boulder”.")]
    [InlineData("move HQ Denver to Monday, April 5, 2027", "Move HQ Denver to Mon, Apr 5, 2027?")]
    [InlineData("move HQ Denver to Tuesday, April 5, 2027", "April 5, 2027 is a Monday, not a Tuesday.")]
    [InlineData("move HQ Denver to soon", "“soon” is not a date.")]
    public async Task A_move_says_the_day_in_words_before_it_counts(string said, string expected)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);

        Assert.Contains(expected, Assert.Single(await bot.SayAsync(Robin, said)));
        Assert.Equal(Date("2027-03-15"), Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).GoLive);
    }

    [Fact]
    public async Task A_part_of_two_names_is_asked_back_with_a_button_for_each()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await Script.LaunchAsync(bot, "Coast region");

        var asked = Assert.Single(await bot.SayAsync(Robin, "move Denver to next Monday"));

        Assert.Contains("Which cohort do you mean?", asked, StringComparison.Ordinal);
        Assert.Contains("HQ Denver, Coast region", asked, StringComparison.Ordinal);
        Assert.Contains("HQ Denver, Mountain region", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_begins_when_the_phone_says()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        var answer = await bot.PressAsync(
            Robin, "session.save", Script.Data(rollout).With("date", "March 9, 2027").With("time", "2:30\u202fPM").With("minutes", "60"));

        Assert.Contains("Planned: Tue, Mar 9, 14:30", answer);
        Assert.Equal(
            Date("2027-03-09").At(new LocalTime(14, 30)),
            Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts[0].Sessions).Start);
    }

    [Fact]
    public async Task Each_of_several_sessions_has_a_calendar_file_of_its_own_beside_the_one_with_all()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        foreach (var date in new[] { "2027-03-09", "2027-03-10" })
        {
            await bot.PressAsync(
                Robin, "session.save", Script.Data(rollout).With("date", date).With("time", "10:00").With("minutes", "60"));
        }

        await bot.PressAsync(Robin, "session.file", Script.Data(rollout));

        var card = bot.Teams.To(Robin)[^1].Text;
        var events = new List<int>();
        foreach (var link in card.Split('\n').Where(line => line.Contains("/download/", StringComparison.Ordinal)))
        {
            events.Add((await bot.DownloadAsync(link)).Split("BEGIN:VEVENT").Length - 1);
        }

        Assert.Equal([1, 1, 2], events);
        Assert.Contains("Tue, Mar 9, 10:00", card, StringComparison.Ordinal);
        Assert.Contains("Import the file with all of them", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_session_of_twenty_has_a_calendar_file_of_its_own()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        for (var hour = 1; hour <= 20; hour++)
        {
            Assert.Contains(
                "Planned",
                await bot.PressAsync(
                    Robin, "session.save",
                    Script.Data(rollout).With("date", "2027-03-09").With("time", $"{hour:00}:00").With("minutes", "30")),
                StringComparison.Ordinal);
        }

        await bot.PressAsync(Robin, "session.file", Script.Data(rollout));

        var buttons = CardInputs.ActionsOf(bot.Teams.Cards.Last()).Where(action => (string?)action["title"] == "Calendar file").ToList();
        Assert.Equal(
            Enumerable.Range(1, 20).Select(hour => $"Tue, Mar 9, {hour:00}:00"),
            bot.Teams.To(Robin)[^1].Text.Split('\n').Where(line => line.StartsWith("Tue", StringComparison.Ordinal)));
        Assert.Equal(20, buttons.Count);
        var starts = new List<string>();
        foreach (var button in buttons)
        {
            await bot.PressAsync(Robin, "session.file", (JsonObject)button["data"]!);
            var link = bot.Teams.To(Robin)[^1].Text.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal));
            var file = await bot.DownloadAsync(link);
            starts.Add(Assert.Single(file.Split("\r\n"), line => line.StartsWith("DTSTART", StringComparison.Ordinal)));
        }

        Assert.Equal(
            Enumerable.Range(1, 20).Select(hour => $"DTSTART:{new LocalDateTime(2027, 3, 9, 7, 0).PlusHours(hour):uuuuMMdd'T'HHmmss}Z"),
            starts);
    }

    private static LocalDate Date(string iso) => LocalDatePattern.Iso.Parse(iso).GetValueOrThrow();
}
