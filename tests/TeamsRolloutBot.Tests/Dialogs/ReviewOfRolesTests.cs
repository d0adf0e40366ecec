using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// The review says what nobody has checked, and who has mutually exclusive roles.
/// </summary>
public sealed class ReviewOfRolesTests
{
    [Fact]
    public async Task Somebody_whose_roles_exclude_each_other_keeps_a_rollout_from_being_launched_also_over_two_cohorts()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin,
            "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}, Payments Admin")
        );
        await bot.PressAsync(
            Robin,
            "define.next",
            Script
                .Cohort(await Script.StepAsync(bot, 8), $"Maria Lopez, {Maria.Email}, Payments Beneficiary Approver")
                .With("cohortName", "Boulder")
        );

        var review = await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11));
        var refused = await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));

        const string Clash = "is both Payments Admin and Payments Beneficiary Approver: one person can’t be both.";
        Assert.Contains(Clash, review, StringComparison.Ordinal);
        Assert.Contains("is a role that nobody has. Procore Pay needs somebody in it.", review, StringComparison.Ordinal);
        Assert.Contains($"Maria Lopez {Clash}", refused, StringComparison.Ordinal);
        Assert.Equal(TeamsRolloutBot.Domain.Rollouts.RolloutState.Draft, (await Script.DraftAsync(bot)).Rollout.State);
    }

    [Fact]
    public async Task The_review_lists_what_nobody_has_checked_until_its_owner_has()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), Maria.Email));
        var (show, data) = CardInputs.Press(
            await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 11)),
            "Check them"
        );

        var card = await bot.PressForJsonAsync(Robin, show, data);
        var (save, ticked) = CardInputs.Press(card, "Save");
        var keys = CardInputs.Find(card, "checked")["choices"]!.AsArray().Select(choice => (string)choice!["value"]!).ToList();
        await bot.PressAsync(Robin, save, ticked.With("checked", string.Join(',', keys.Skip(1))));
        var review = await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11));
        await bot.PressAsync(Robin, save, ticked.With("checked", keys[0]));

        Assert.Contains("Not checked yet:** The Procore Certification course for your role", review, StringComparison.Ordinal);
        Assert.DoesNotContain("more", review[review.IndexOf("Not checked", StringComparison.Ordinal)..][..100], StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Not checked yet",
            await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)),
            StringComparison.Ordinal
        );
    }
}
