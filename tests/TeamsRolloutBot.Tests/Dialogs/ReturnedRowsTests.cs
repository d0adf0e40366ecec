using System.Text.RegularExpressions;
using static TeamsRolloutBot.Tests.Dialogs.ReturnedInputSteps;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Rows that could not be used wait until they are corrected or left out.</summary>
public sealed class ReturnedRowsTests
{
    [Fact]
    public async Task Rows_come_back_under_their_heading_and_are_taken_in_once_they_are_corrected()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = Script.Cohort(
            await Script.UpToCohortsAsync(bot),
            "\ufeffRole;E-mail;Name\nAccountant;ann@example.com;Ann\nAccountant;bob at "
                + "example;\"Bob\nMiller\"\nJuggler;cleo@example.com;Cleo");

        var answer = await bot.PressForJsonAsync(Robin, "define.next", step);

        var returned = MembersField(answer);
        Assert.Equal("Role;E-mail;Name\nAccountant;bob at example;\"Bob\nMiller\"", returned);
        Assert.Contains("Line 2: “bob at example” is not an e-mail address.", Regex.Unescape(answer));
        Assert.Contains("Juggler: 1 person", Regex.Unescape(answer));
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.StepAsync(bot, 8), returned.Replace("bob at example", "bob@example.com")).With("cohort", "c1"));
        Assert.Equal(3, await MembersAsync(bot, "c1"));
    }

    [Fact]
    public async Task One_goes_on_without_rows_that_can_not_be_used()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var answer = await bot.PressForJsonAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, not an address\nCleo, neither"));
        var offered = answer.Contains("\"title\":\"Go on without them\"", StringComparison.Ordinal);
        var refused = await bot.PressAsync(
            Robin, "define.next",
            CardInputs.Of(answer).Aggregate(await Script.StepAsync(bot, 8), (data, input) => data.With(input.Key, input.Value))
                .With("cohort", "c1"));

        var next = await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.StepAsync(bot, 8), "Bob, not an address\nDan, dan@example.com").With("cohort", "c1")
                .With("button", "without"));

        Assert.True(offered);
        Assert.Contains("2 rows need another look.", refused, StringComparison.Ordinal);
        Assert.Contains(
            "Correct what is in the field and press the button again, or press **Go on without them**.", refused, StringComparison.Ordinal);
        Assert.Contains("STEP 9 OF 11", next, StringComparison.Ordinal);
        Assert.Equal(2, await MembersAsync(bot, "c1"));
        Assert.DoesNotContain(
            "another look", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 8)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_next_says_how_many_rows_stand_and_the_words_go_on_without_them_leave_them_out()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, not an address\nCleo, neither"));

        var stays = Assert.Single(await bot.SayAsync(Robin, "Next"));
        var field = MembersField(bot.Teams.Cards.Last());
        var goesOn = Assert.Single(await bot.SayAsync(Robin, "Go on without them."));

        Assert.Contains("2 rows can’t be used as they are.", stays, StringComparison.Ordinal);
        Assert.Contains("type “go on without them”", stays, StringComparison.Ordinal);
        Assert.Equal("Bob, not an address\nCleo, neither", field);
        Assert.Contains("STEP 9 OF 11", goesOn, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "another look", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 8)), StringComparison.Ordinal);
        Assert.Equal(1, await MembersAsync(bot, "c1"));
    }

    [Fact]
    public async Task After_launch_one_goes_on_without_rows_that_can_not_be_used()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        var answer = await bot.PressForJsonAsync(Robin, "people.add", Script.Data(rollout).With("members", "Bob, not an address"));

        Assert.Contains(
            "Maria Lopez", await bot.PressAsync(Robin, "people.list", ButtonData(answer, "people.list")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_given_back_come_again_with_their_step_after_a_restart_until_they_are_corrected()
    {
        var first = await BotUnderTest.StartAsync();
        var step = Script.Cohort(
            await Script.UpToCohortsAsync(first),
            "Role;E-mail;Name\nAccountant;ann@example.com;Ann\nAccountant;bob at example;Bob\nAccountant;ann@example.com;Ann again");
        var returned = MembersField(await first.PressForJsonAsync(Robin, "define.next", step));
        await using var bot = await first.RestartAsync();

        await bot.SayAsync(Robin, "continue");
        var continued = bot.Teams.Cards.Last();
        await bot.PressForJsonAsync(Robin, "define.back", ButtonData(continued, "define.back"));
        var reopened = await bot.PressForJsonAsync(Robin, "define.skip", await Script.StepAsync(bot, 7));

        Assert.All([continued, reopened], card =>
        {
            Assert.Equal("Role;E-mail;Name\nAccountant;bob at example;Bob\nAccountant;ann@example.com;Ann again", returned);
            Assert.Equal(returned, MembersField(card));
            Assert.Equal("c1", (string?)ButtonData(card, "define.next")["cohort"]);
            Assert.Contains("2 rows need another look", card, StringComparison.Ordinal);
            Assert.Contains("Line 2: “bob at example” is not an e-mail address.", Regex.Unescape(card), StringComparison.Ordinal);
            Assert.Contains("Line 3: ann@example.com is in the list twice", Regex.Unescape(card), StringComparison.Ordinal);
        });
        await bot.PressAsync(Robin, "define.next", Script.Cohort(ButtonData(reopened, "define.next"), "Bob, bob@example.com"));
        await bot.SayAsync(Robin, "continue");
        Assert.Equal(string.Empty, MembersField(bot.Teams.Cards.Last()));
        Assert.Equal(2, await MembersAsync(bot, "c1"));
    }

    [Fact]
    public async Task A_line_typed_beside_rows_that_were_given_back_leaves_them_in_view()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob, not an address"));

        await bot.SayAsync(Robin, "what is wrong with Bob?");

        var card = bot.Teams.Cards.Last();
        Assert.Contains("please fill in the card", card);
        Assert.Contains("1 row needs another look", card);
        Assert.Equal("Bob, not an address", MembersField(card));
        Assert.Equal("c1", (string?)ButtonData(card, "define.next")["cohort"]);
    }

    [Fact]
    public async Task The_review_names_the_cohorts_whose_rows_wait_to_be_corrected_and_leads_to_them()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, not an address\nCleo, neither"));
        var review = await OpenReviewAsync();

        Assert.Contains("has 2 rows in its list that need another look; they were not added.", review);
        var (verb, data) = CardInputs.Press(review, "Rows to correct");
        var opened = await bot.PressForJsonAsync(Robin, verb, data);
        Assert.Equal("Bob, not an address\nCleo, neither", MembersField(opened));

        await bot.PressAsync(Robin, "define.next", Script.Cohort(ButtonData(opened, "define.next"), "Bob, bob@example.com"));
        review = await OpenReviewAsync();
        Assert.DoesNotContain("another look", review);
        Assert.DoesNotContain("Rows to correct", review);

        async Task<string> OpenReviewAsync() => await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 11));
    }

    [Fact]
    public async Task Rows_that_were_given_back_stand_with_their_own_cohort()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob, not an address"));

        var second = await bot.PressForJsonAsync(
            Robin, "define.next", Script.Cohort(await Script.StepAsync(bot, 8), "Cleo, cleo@example.com").With("cohortName", "Boulder"));
        Assert.Equal(string.Empty, MembersField(second));
        Assert.Equal(string.Empty, MembersField(await OpenAsync("c2")));
        Assert.Equal("Bob, not an address", MembersField(await OpenAsync("c1")));

        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 8)).With("cohort", "c1").With("button", "remove"));
        Assert.Equal(string.Empty, MembersField(await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8))));

        async Task<string> OpenAsync(string cohort) =>
            await bot.PressForJsonAsync(Robin, "define.cohort", (await Script.StepAsync(bot, 8)).With("cohort", cohort));
    }

    [Fact]
    public async Task Rows_too_many_for_a_card_come_again_as_a_file()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), FiveThousandRows()));
        await bot.TravelAsync("2027-03-01T17:00:00Z");

        var continued = Assert.Single(await bot.SayAsync(Robin, "continue"));

        Assert.Contains("4,000 rows need another look", continued, StringComparison.Ordinal);
        AssertHoldsEveryBadRow(await FileAsync(bot, continued));
    }
}
