using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Text;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Help first shows what is next for a person, then what else they can do.</summary>
public sealed class HelpTests
{
    [Fact]
    public async Task Who_has_no_rollout_is_shown_how_to_start_one_and_nothing_of_running_ones()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var help = Assert.Single(await bot.SayAsync(Robin, "HELP?"));

        Assert.Contains("new rollout", help);
        Assert.DoesNotContain("pause", help);
        Assert.DoesNotContain("forget", help);
    }

    [Fact]
    public async Task A_half_finished_definition_comes_first()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        var help = Assert.Single(await bot.SayAsync(Robin, "help"));

        Assert.Contains("Continue “Mountain region”: you left off at step 3 of 11", help);
        Assert.DoesNotContain("Define one, step by step", help);
    }

    [Fact]
    public async Task A_team_member_sees_what_is_theirs_and_not_the_managers_commands()
    {
        await using var bot = await BotUnderTest.StartAsync(
            settings: new Dictionary<string, string?> { ["Rollouts:Managers:0"] = Robin.ObjectId });
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");

        var (maria, sam, robin) = (await HelpOfAsync(Maria), await HelpOfAsync(Sam), await HelpOfAsync(Robin));

        Assert.Contains("my checklist", maria);
        Assert.Contains("ask …", maria);
        Assert.DoesNotContain("new rollout", maria);
        Assert.DoesNotContain("plan session", maria);
        Assert.DoesNotContain("deliveries", maria);
        Assert.Contains("plan session", sam);
        Assert.Contains("nudge", sam);
        Assert.DoesNotContain("deliveries", sam);
        Assert.DoesNotContain("pause", sam);
        Assert.Contains("Where your rollout stands", robin);
        Assert.Contains("pause · resume · close · move", robin);

        async Task<string> HelpOfAsync(TestPerson person) => Assert.Single(await bot.SayAsync(person, "help"));
    }

    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    [InlineData("B")]
    public async Task Managers_may_be_set_in_any_spelling_of_their_object_id(string spelling)
    {
        var setting = Guid.Parse(Robin.ObjectId).ToString(spelling).ToUpperInvariant();
        await using var bot = await BotUnderTest.StartAsync(
            settings: new Dictionary<string, string?> { ["Rollouts:Managers:0"] = setting });

        Assert.Contains("new rollout", Assert.Single(await bot.SayAsync(Robin, "help")), StringComparison.Ordinal);
        Assert.DoesNotContain("new rollout", Assert.Single(await bot.SayAsync(Maria, "help")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_is_explained_under_its_topic_for_the_owner()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        var explained = string.Empty;
        foreach (var topic in Enum.GetNames<HelpTopic>())
        {
            explained += await bot.PressAsync(Robin, "help.topic", new JsonObject { ["topic"] = topic });
        }

        Assert.All(
            bot.Services.GetServices<IDialog>().SelectMany(dialog => dialog.Commands).Where(command => command.Description is not null),
            command =>
                Assert.Contains(
                    RememberingTeams.TextsOf(
                        $"[\"{CardText.Escape(command.Description!).Replace("\\", "\\\\", StringComparison.Ordinal)}\"]"),
                    explained));
    }

    [Fact]
    public async Task A_topic_that_is_not_the_callers_is_not_shown()
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Contains(
            "What you can do now", await bot.PressAsync(Maria, "help.topic", new JsonObject { ["topic"] = nameof(HelpTopic.Change) }));
    }
}
