using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Tests.Delivery;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// A sheet to print is requested with a command or a button, and comes as a file.
/// </summary>
public sealed class SheetTests
{
    [Fact]
    public async Task A_cohorts_manager_gets_the_sheet_in_the_languages_they_choose()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");

        Assert.Contains("A SHEET TO PRINT", Assert.Single(await bot.SayAsync(Sam, "sheet Office 1")), StringComparison.Ordinal);
        await bot.PressAsync(Sam, SheetCard.FileVerb, Data(rollout.Id.Value).With(SheetCard.Languages, "es,en"));

        var file = await bot.DownloadAsync(
            bot.Teams.To(Sam)[^1].Text.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal)));
        Assert.Equal(3, file.Split("<section").Length);
        Assert.Contains("<section lang=\"en\"", file, StringComparison.Ordinal);
        Assert.Contains("<section lang=\"es\"", file, StringComparison.Ordinal);
        Assert.Contains("Office 1", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_language_none_is_made()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");

        var card = await bot.PressAsync(Robin, SheetCard.FileVerb, Data(rollout.Id.Value).With(SheetCard.Languages, string.Empty));

        Assert.Contains("Choose a language.", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_finds_it_under_manage()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria]));

        Assert.Contains("A sheet to print", Assert.Single(await bot.SayAsync(Robin, "manage")), StringComparison.Ordinal);
    }

    private static JsonObject Data(string rollout) => new() { ["rollout"] = rollout, ["cohort"] = "c1" };
}
