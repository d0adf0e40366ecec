using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>The members of a rollout that is being defined.</summary>
public sealed class DraftMembersTests
{
    [Fact]
    public async Task Members_of_a_draft_are_listed_page_by_page_and_found_by_name_or_address()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rows = Enumerable.Range(10, 20).Select(n => $"Person {n}, p{n}@example.com").Append("Zoë O’Neil, zoe@example.com");
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), string.Join('\n', rows)));
        var cohort = await bot.PressForJsonAsync(Robin, "define.cohort", (await Script.StepAsync(bot, 8)).With("cohort", "c1"));

        var (verb, data) = CardInputs.Press(cohort, "Edit its 21 members");
        var first = await bot.PressForJsonAsync(Robin, verb, data);
        var (next, onward) = CardInputs.Press(first, "Next page");
        var second = await bot.PressForJsonAsync(Robin, next, onward);
        var found = await bot.PressAsync(Robin, verb, data.With("search", "oneil zoe"));
        var byAddress = await bot.PressAsync(Robin, verb, data.With("search", "P17@"));

        Assert.Equal(
            21, new[] { first, second }.Sum(card => CardInputs.ActionsOf(card).Count(action => (string?)action["title"] == "Remove")));
        Assert.Contains("Zoë O’Neil", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Person 1", found, StringComparison.Ordinal);
        Assert.Contains("Person 17", byAddress, StringComparison.Ordinal);
        Assert.Contains(
            "Nobody here has “Maria”", await bot.PressAsync(Robin, verb, data.With("search", "Maria")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_member_of_a_draft_is_removed_and_the_others_stay()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, bob@example.com"));
        var list = await bot.PressForJsonAsync(
            Robin, "define.members", (await Script.StepAsync(bot, 8)).With("cohort", "c1").With("search", "bob"));

        var (verb, data) = CardInputs.Press(list, "Remove");
        var after = await bot.PressAsync(Robin, verb, data);
        var again = await bot.PressAsync(Robin, verb, data);

        Assert.Contains("Bob was removed.", after, StringComparison.Ordinal);
        Assert.Contains("no longer a member of the cohort", again, StringComparison.Ordinal);
        Assert.Equal(1, await MembersAsync(bot, "c1"));
    }

    [Fact]
    public async Task Who_is_in_several_cohorts_is_named_in_the_review_and_chosen_about()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, bob@example.com"));
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.StepAsync(bot, 8), "Ann, ANN@example.com\nBob, bob@example.com\nCleo, cleo@example.com")
                .With("cohortName", "Boulder"));
        var review = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 11));
        Assert.Contains("are in several cohorts: Ann (HQ Denver, Boulder) and others.", review, StringComparison.Ordinal);

        var (open, from) = CardInputs.Press(review, "Choose");
        var (save, data) = CardInputs.Press(await bot.PressForJsonAsync(Robin, open, from), "Save");
        var saved = await bot.PressAsync(Robin, save, data.With("keep mail:ann@example.com", "c2"));

        Assert.Contains("1 membership was removed.", saved, StringComparison.Ordinal);
        Assert.Equal((1, 3), (await MembersAsync(bot, "c1"), await MembersAsync(bot, "c2")));
        Assert.Contains(
            "is in several cohorts: Bob (HQ Denver, Boulder).", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_of_a_draft_are_nobody_elses_to_see_or_remove()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com"));
        var data = (await Script.StepAsync(bot, 8)).With("cohort", "c1").With("person", "mail:ann@example.com");

        Assert.All(
            await Task.WhenAll(
                new[]
                {
                    "define.members", "define.removeMember", "define.doubles", "define.keepOne"
                }.Select(verb => bot.PressAsync(Stranger, verb, data))),
            answer => Assert.Contains("This card is out of date", answer, StringComparison.Ordinal));
        Assert.Equal(1, await MembersAsync(bot, "c1"));
    }

    private static async Task<int> MembersAsync(BotUnderTest bot, string cohort) =>
        (
            await bot.Get<CohortRepository>()
                .GetCountsAsync(new CohortKey((await Script.DraftAsync(bot)).Id, new TeamsRolloutBot.Domain.CohortId(cohort)))
        ).Members;
}
