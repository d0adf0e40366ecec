using System.Text.Json.Nodes;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Commands and names as phones and clients write them.</summary>
public sealed class TypedAsPhonesWriteTests
{
    [Theory]
    [InlineData("/help")]
    [InlineData("\"help\"")]
    [InlineData("“help”")]
    [InlineData("Help.")]
    [InlineData("“Help”.")]
    [InlineData("help\u200b")]
    [InlineData("<quoted messageId=\"1\"/> help")]
    public async Task Help_is_help_however_it_is_written(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var expected = Assert.Single(await bot.SayAsync(Robin, "help"));

        Assert.Equal(expected, Assert.Single(await bot.SayAsync(Robin, typed)));
    }

    [Fact]
    public async Task A_quoted_message_is_no_part_of_the_name_of_a_rollout()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.NewAsync(bot);

        await bot.SayAsync(Robin, "<quoted messageId=\"1783419459151\"/> Mountain rollout");

        Assert.Equal("Mountain rollout", (await Script.DraftAsync(bot)).Definition.Name);
    }

    [Theory]
    [InlineData("move O’Fallon - North to 2027-04-12")]
    [InlineData("move O'Fallon – North to 2027-04-12")]
    [InlineData("move “O'Fallon - North” to 2027-04-12")]
    [InlineData("move O'Fallon\u00a0-\u00a0North to 2027-04-12")]
    public async Task A_cohort_is_found_by_its_name_with_any_quotes_dashes_and_blanks(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await LaunchAsync(bot, "O'Fallon - North");

        Assert.DoesNotContain("You have no launched rollout", Assert.Single(await bot.SayAsync(Robin, typed)), StringComparison.Ordinal);
        Assert.DoesNotContain("No such", Assert.Single(await bot.SayAsync(Robin, "sessions O’Fallon")), StringComparison.Ordinal);
        Assert.DoesNotContain("No such", Assert.Single(await bot.SayAsync(Robin, "status O’Fallon – North")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remove bob.o’brien@contoso.example.com", "Remove Bob O’Brien from HQ?")]
    [InlineData("remove Bob O'Brien <bob.o'brien@contoso.example.com>", "Remove Bob O’Brien from HQ?")]
    [InlineData("remove Bob O'Brien", "Remove Bob O’Brien from HQ?")]
    [InlineData("remove o’brien, bob", "Remove Bob O’Brien from HQ?")]
    [InlineData("remove Lopez", "Who do you mean?")]
    [InlineData("remove Maria Lopez", "Remove Maria Lopez from HQ?")]
    [InlineData("remove Nobody Known", "There is no member called Nobody Known")]
    [InlineData("remove nobody@", "by name or e-mail address")]
    public async Task Somebody_is_removed_by_name_where_it_means_one(string typed, string answer)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await LaunchAsync(bot, "HQ");

        Assert.Contains(answer, Assert.Single(await bot.SayAsync(Robin, typed)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_committee_is_pasted_as_recipients()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", (await Script.NewAsync(bot)).With("name", "Mountain").With("zone", "America/Denver"));

        await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 2))
                .With("committeeTyped", "Berger, Ines <ines.berger@contoso.example.com>; Hale, Bob <bob.hale@contoso.example.com>"));

        Assert.Equal(
            [("Berger, Ines", "ines.berger@contoso.example.com"), ("Hale, Bob", "bob.hale@contoso.example.com")],
            (await Script.DraftAsync(bot)).Definition.Committee.Select(person => (person.Name, person.Email)));
    }

    private static async Task<StoredRollout> LaunchAsync(BotUnderTest bot, string cohort)
    {
        const string People =
            "Maria Lopez, m.lopez@contoso.example.com\nAnn Lopez, a.lopez@contoso.example.com\nBob O’Brien, "
                + "bob.o’brien@contoso.example.com";
        JsonObject step = Script.Cohort(await Script.UpToCohortsAsync(bot), People).With("cohortName", cohort);
        await bot.PressAsync(Robin, "define.next", step);
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        return await Script.DraftAsync(bot);
    }
}
