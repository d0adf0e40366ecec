using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Documents;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// After the last check-in, the manager gets a report of how the rollout went, once, and the offer
/// to close it. Go-live is March 15, 2027; the last check-in is on May 10.
/// </summary>
public sealed class ClosingReportTests
{
    [Fact]
    public async Task The_last_digest_is_the_closing_report_with_the_offer_to_close()
    {
        var (bot, _) = await LivedThroughAsync();
        await using var running = bot;

        var report = Assert.Single(bot.Teams.To(Robin), message => message.Text.Contains("CLOSING REPORT", StringComparison.Ordinal)).Text;

        Assert.All(
            new[]
            {
                "1 of 2 people use it by their last answer: 50%", "1 yes, 0 partly, 0 no, 1 silent", "Never started", "2 people",
                "Check-in 8", "No access to the budget tool", "Close the rollout"
            },
            part => Assert.Contains(part, report, StringComparison.Ordinal));
        Assert.Equal(report, bot.Teams.To(Robin)[^1].Text);
    }

    [Fact]
    public async Task It_is_a_file_too_with_who_never_started_and_what_stopped_people()
    {
        var (bot, rollout) = await LivedThroughAsync();
        await using var running = bot;

        await bot.PressAsync(Robin, "report.closingFile", Script.Data(rollout));
        var sheets = Workbook.Texts(await bot.DownloadBytesAsync(LinkIn(bot)));

        Assert.All(
            new[] { "Summary", "Maria Lopez", Maria.Email, "No access to the budget tool", "Use it, by their last answer" },
            text => Assert.Contains(text, sheets));
    }

    [Fact]
    public async Task The_file_has_a_chart_of_how_each_check_in_was_answered()
    {
        var (bot, rollout) = await LivedThroughAsync();
        await using var running = bot;

        await bot.PressAsync(Robin, "report.closingFile", Script.Data(rollout));
        var (title, series) = Workbook.Chart(await bot.DownloadBytesAsync(LinkIn(bot)), "Check-ins");

        Assert.Equal("How each check-in was answered", title);
        Assert.Equal(
            [
                ("Yes", "'Check-ins'!$C$2:$C$9", "0 0 0 0 0 0 0 1"), ("Partly", "'Check-ins'!$D$2:$D$9", "0 0 0 0 0 0 0 0"),
                ("No", "'Check-ins'!$E$2:$E$9", "1 0 0 0 0 0 0 0"), ("Silent", "'Check-ins'!$F$2:$F$9", "1 2 2 2 2 2 2 1"),
            ],
            series);
    }

    [Fact]
    public async Task A_report_asked_for_on_the_way_does_not_say_that_nothing_more_is_planned()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-25T16:00:00Z");

        var report = Assert.Single(await bot.SayAsync(Robin, "closing report"));

        Assert.DoesNotContain("Nothing more is planned", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_check_in_promises_no_further_one()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-05-10T17:00:00Z");

        var seventh = await bot.PressAsync(Maria, "checkin.answer", Script.Data(rollout).With("checkIn", "7").With("usage", "yes"));
        var last = await bot.PressAsync(Maria, "checkin.answer", Script.Data(rollout).With("checkIn", "8").With("usage", "yes"));

        Assert.Contains("The next check-in comes automatically.", seventh, StringComparison.Ordinal);
        Assert.Contains("That was the last check-in.", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_is_the_last_when_none_is_planned_after_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var definition = (await Script.LaunchAsync(bot)).Definition;
        var numbers = DigestSchedule
            .For(
                definition.Timing,
                [new TouchpointDates(definition.Timing, definition.Timing.Calendar, definition.Cohorts[0].GoLive)],
                default,
                definition.Zone
            )
            .Select(digest => digest.Number)
            .ToList();

        Assert.Equal(
            [.. numbers.SkipLast(1).Select(_ => false), true], numbers.Select(number => DigestSchedule.IsLast(definition, number)));
    }

    [Fact]
    public async Task Digest_report_and_file_count_somebody_in_two_cohorts_once()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await bot.SayAsync(Robin, "hello");
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Sam]), ("2027-03-15", [Maria]));
        await bot.TravelAsync("2027-03-08T18:00:00Z");

        Assert.Contains("2 behind · 2 people", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
        await bot.TravelAsync("2027-03-22T18:00:00Z");
        await bot.PressAsync(Maria, "checkin.answer", Script.Data(rollout).With("checkIn", "1").With("usage", "yes"));

        var report = Assert.Single(await bot.SayAsync(Robin, "closing report"));
        Assert.Contains("1 of 2 people use it by their last answer: 50%", report, StringComparison.Ordinal);
        Assert.Contains("2 people in 2 cohorts", report, StringComparison.Ordinal);
        Assert.Contains("1 yes, 0 partly, 0 no, 1 silent", report, StringComparison.Ordinal);
        await bot.PressAsync(Robin, "report.closingFile", Script.Data(rollout));
        var sheets = Workbook.Texts(await bot.DownloadBytesAsync(LinkIn(bot)));
        Assert.Contains("People", sheets);
    }

    private static string LinkIn(BotUnderTest bot) =>
        bot.Teams.To(Robin)[^1].Text.Split('\n').First(line => line.Contains("/download/", StringComparison.Ordinal));

    private static async Task<(BotUnderTest Bot, StoredRollout Rollout)> LivedThroughAsync()
    {
        var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-22T17:00:00Z");
        await bot.PressAsync(
            Maria, "checkin.answer",
            Script.Data(rollout).With("checkIn", "1").With("usage", "no").With("blocker", "No access to the budget tool"));
        await bot.TravelAsync("2027-05-10T17:00:00Z");
        await bot.PressAsync(Maria, "checkin.answer", Script.Data(rollout).With("checkIn", "8").With("usage", "yes"));
        await bot.TravelAsync("2027-07-01T17:00:00Z");
        return (bot, rollout);
    }
}
