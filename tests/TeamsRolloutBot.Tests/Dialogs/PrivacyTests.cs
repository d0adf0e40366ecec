using System.Text.Json.Nodes;
using static TeamsRolloutBot.Tests.Dialogs.PrivacySteps;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>What is stored about a person can be exported.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task My_data_is_everything_kept_of_me_and_nothing_of_anybody_else()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await UsedAsync(bot);

        var mine = await FileAsync(bot, Maria, await bot.SayAsync(Maria, "my data"));
        var strangers = await FileAsync(bot, Stranger, await bot.SayAsync(Stranger, "my data"));

        foreach (
            var kept in new[]
            {
                Maria.Email,
                "Maria Lopez",
                Maria.UserId,
                Maria.Conversation,
                "Invoice Administrator",
                "account",
                "No access",
                "Where are the lien waivers?",
                "Under Compliance.",
                "phase1.checklist",
                "checkin",
                "HQ Denver",
            }
        )
        {
            Assert.Contains(kept, mine, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Robin", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Sam Okafor", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("HQ Denver", strangers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_known_by_directory_id_and_by_address_has_one_contact_in_their_data()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Maria, "hello");

        var mine = JsonNode.Parse(await FileAsync(bot, Maria, await bot.SayAsync(Maria, "my data")))!;

        var contact = Assert.Single(mine["contact"]!.AsArray())!;
        Assert.Equal(
            (Maria.Name, Maria.Email, Maria.Conversation), ((string?)contact["name"], (string?)contact["email"], (string?)contact["chat"]));
        Assert.Equal(2, mine["ids"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_owner_exports_what_is_kept_of_somebody_and_that_is_in_the_history()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await UsedAsync(bot);

        var file = await FileAsync(bot, Robin, await bot.SayAsync(Robin, $"export data {Maria.Email}"));

        Assert.Contains("Where are the lien waivers?", file, StringComparison.Ordinal);
        Assert.Contains("exported Maria Lopez", Assert.Single(await bot.SayAsync(Robin, "history")), StringComparison.Ordinal);
        Assert.Contains(
            "You can’t do that", Assert.Single(await bot.SayAsync(Maria, $"export data {Robin.Email}")), StringComparison.Ordinal);
        Assert.Contains("You can’t do that", Assert.Single(await bot.SayAsync(Sam, $"forget {Maria.Email}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_was_removed_from_a_cohort_finds_it_in_their_data_and_is_forgotten_there_too()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var key = await UsedAsync(bot);
        await bot.PressAsync(
            Robin, "people.remove",
            new()
            {
                ["rollout"] = key.Rollout.Value,
                ["cohort"] = "c1",
                ["person"] = Person.FromEmail(Maria.Email).Id.Value,
                ["confirm"] = true
            });

        Assert.Contains("\"member\": false", await FileAsync(bot, Maria, await bot.SayAsync(Maria, "my data")), StringComparison.Ordinal);
        await ForgetAsync(bot, Robin, Maria);
        await LaterAsync(bot);

        AssertForgotten(await StoredAsync(bot));
    }

    [Fact]
    public async Task Rows_that_were_never_corrected_are_dropped_with_the_launch()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}\nBob, not an address"));
        Assert.Contains("\"rows|c1\"", await StoredAsync(bot), StringComparison.Ordinal);

        Assert.Contains(
            "is launched", await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11)), StringComparison.Ordinal);

        Assert.DoesNotContain("\"rows|", await StoredAsync(bot), StringComparison.Ordinal);
    }
}
