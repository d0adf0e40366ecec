using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// The implementation manager ticks off the company setup, and the status counts it.
/// </summary>
public sealed class SetupTests
{
    [Fact]
    public async Task An_item_is_ticked_and_taken_back_and_the_status_counts_it()
    {
        var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var tick = Script.Data(rollout).With("item", "sso").With("done", true);

        var card = await bot.PressAsync(Robin, "setup.set", tick);
        await bot.PressAsync(Robin, "setup.set", tick);
        var status = Assert.Single(await bot.SayAsync(Robin, "status"));
        await using var restarted = await bot.RestartAsync();
        var back = await restarted.PressAsync(Robin, "setup.set", tick.With("done", false));

        Assert.Contains("Company setup 1 of 8", card, StringComparison.Ordinal);
        Assert.Contains("Company setup 1 of 8", status, StringComparison.Ordinal);
        Assert.Contains("Company setup 0 of 8", back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_there_before_launch_and_an_item_there_is_not_changes_nothing()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        var draft = await Script.DraftAsync(bot);

        await bot.PressAsync(Robin, "setup.set", Script.Data(draft).With("item", "activation").With("done", true));
        await bot.PressAsync(Robin, "setup.set", Script.Data(draft).With("item", "a,b").With("done", true));

        Assert.Equal(["activation"], (await Script.DraftAsync(bot)).SetupDone);
    }

    [Fact]
    public async Task The_committee_sees_it_and_only_the_implementation_manager_ticks()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), Maria.Email));
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 2)).With("committeeTyped", Sam.Email));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        var rollout = await Script.DraftAsync(bot);

        var seen = Assert.Single(await bot.SayAsync(Sam, "setup"));
        await bot.PressAsync(Sam, "setup.set", Script.Data(rollout).With("item", "sso").With("done", true));

        Assert.Contains("Single sign-on lets everybody in", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("setup.set", seen, StringComparison.Ordinal);
        Assert.Empty((await Script.DraftAsync(bot)).SetupDone);
    }
}
