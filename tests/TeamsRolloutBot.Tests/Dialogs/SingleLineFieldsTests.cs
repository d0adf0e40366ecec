using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Single-line fields accept nothing invisible, in any step, and say so next to the field.
/// </summary>
public sealed class SingleLineFieldsTests
{
    private const string Unseen = "an invisible character (U+202E)";

    [Theory]
    [InlineData(1, "name", "Mountain\u202eregion")]
    [InlineData(2, "committeeTyped", "Ines\u202e Ortiz <ines@contoso.example.com>")]
    [InlineData(3, "certifications", "Found\u202eations | 60 | https://learn.example.com")]
    [InlineData(3, "webinarList", "Pay\u202ements | 45 | https://learn.example.com")]
    [InlineData(3, "resources", "Hand\u202ebook | internal | https://learn.example.com")]
    [InlineData(4, "practices", "In\u202evoices | Every Friday")]
    [InlineData(5, "projects", "Bri\u202edge | 17")]
    [InlineData(5, "projects", "Bridge | 17\u202e1")]
    [InlineData(9, "subject", "Welcome\u202e home")]
    public async Task A_step_is_not_left_with_something_unseen_in_a_line(int step, string field, string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var data = step == 1 ? await Script.NewAsync(bot) : await Script.UpToCohortsAsync(bot);
        data = step == 1 ? data.With("zone", "America/Denver") : await Script.StepAsync(bot, step);
        data = step == 5 ? data.With("scope", "list") : data;
        var before = (await Script.DraftAsync(bot)).DefinitionRevision;

        var answer = await bot.PressAsync(Robin, "define.next", data.With(field, typed));

        Assert.Contains(Unseen, answer, StringComparison.Ordinal);
        Assert.Equal(before, (await Script.DraftAsync(bot)).DefinitionRevision);
    }

    [Fact]
    public async Task A_cohort_is_not_added_with_something_unseen_in_its_name()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), Maria.Email).With("cohortName", "HQ\u202e Denver"));

        Assert.Contains(Unseen, answer, StringComparison.Ordinal);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts);
    }

    [Fact]
    public async Task A_pasted_row_comes_back_with_something_unseen_in_its_name_or_address_and_not_for_what_is_at_the_ends()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rows =
            "\u200bMaria Lopez\u200b, \ufeffmaria@contoso.example.com\u200b\nSam\u202e Low, sam@contoso.example.com\nAnn Roe, "
                + "ann\u200b@contoso.example.com";

        var answer = await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), rows));

        Assert.Contains("Line 1: The name contains an invisible character", answer, StringComparison.Ordinal);
        Assert.Contains("Line 2: “ann", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Line 3: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_typed_behind_the_command_that_holds_something_unseen_is_asked_for_again()
    {
        await using var bot = await BotUnderTest.StartAsync();

        await bot.SayAsync(Robin, "new rollout Mountain\u202eregion");

        Assert.Equal(string.Empty, (await Script.DraftAsync(bot)).Definition.Name);
    }
}
