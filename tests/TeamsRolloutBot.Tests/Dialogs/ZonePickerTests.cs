using System.Text.Json.Nodes;
using TeamsRolloutBot.Time;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>A time zone is chosen from a searchable list, or typed as before.</summary>
public sealed class ZonePickerTests
{
    [Fact]
    public async Task A_zone_is_searched_by_the_name_people_know_it_by_and_can_be_typed()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, "new rollout");

        var card = bot.Teams.Cards.Last();

        var picker = CardInputs.Find(card, "zone");
        Assert.Equal("Input.ChoiceSet", (string?)picker["type"]);
        Assert.Equal("filtered", (string?)picker["style"]);
        Assert.Contains("(UTC-05:00) Eastern Time (US & Canada)", Titles(picker));
        Assert.Equal("Input.Text", (string?)CardInputs.Find(card, "zoneText")["type"]);
    }

    [Fact]
    public async Task A_client_without_search_shows_the_same_list_with_the_chosen_zone()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var card = await bot.PressForJsonAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));

        var picker = CardInputs.Find(card, "cohortZone");

        // What version 1.2 knows of a choice set: the choices themselves, and a value among them.
        // Nothing is looked up.
        Assert.Null(picker["choices.data"]);
        Assert.Contains((string?)picker["value"], Values(picker));
        Assert.InRange(Values(picker).Count, ZoneTable.Common.Length, 60);
    }

    [Fact]
    public async Task The_zones_of_the_cohorts_come_first()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com");
        await bot.PressAsync(Robin, "define.next", step.With("cohortZoneText", "Boise"));

        var picker = CardInputs.Find(await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8)), "cohortZone");

        Assert.Equal(["America/Denver", "America/Boise"], Values(picker).Take(2));
    }

    [Fact]
    public async Task The_zones_of_the_people_in_the_list_at_hand_come_first()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 8));

        await bot.SayAsync(Robin, "Name,Email,Time zone\nA,a@example.com,Eastern\nB,b@example.com,Berlin\nC,c@example.com,Berlin");

        Assert.Equal(
            ["America/Denver", "Europe/Berlin", "America/New_York"], Values(CardInputs.Find(bot.Teams.Cards.Last(), "cohortZone")).Take(3));
    }

    [Theory]
    [InlineData("cohortZone", "America/Chicago", "America/Chicago")]
    [InlineData("cohortZone", "(UTC-06:00) Central Time (US & Canada)", "America/Chicago")]
    [InlineData("cohortZoneText", "St. Louis", "America/Chicago")]
    public async Task What_is_chosen_and_what_is_typed_are_read_alike(string field, string text, string zone)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com");

        await bot.PressAsync(Robin, "define.next", step.With(field, text));

        Assert.Equal(zone, Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).Zone.Id);
    }

    [Theory]
    [InlineData("zone")]
    [InlineData("zoneText")]
    public async Task What_may_be_two_zones_comes_back_as_typed_with_both_of_them_first(string field)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = (await Script.NewAsync(bot)).With("name", "Pay").With(field, "MST");

        var card = await bot.PressForJsonAsync(Robin, "define.next", step);

        Assert.Contains("could be America/Denver or America/Phoenix", card, StringComparison.Ordinal);
        Assert.Equal("MST", (string?)CardInputs.Find(card, "zoneText")["value"]);
        Assert.Equal(["America/Denver", "America/Phoenix"], Values(CardInputs.Find(card, "zone")).Take(2));
    }

    private static List<string> Titles(JsonNode picker) => [.. picker["choices"]!.AsArray().Select(choice => (string)choice!["title"]!)];

    private static List<string> Values(JsonNode picker) => [.. picker["choices"]!.AsArray().Select(choice => (string)choice!["value"]!)];
}
