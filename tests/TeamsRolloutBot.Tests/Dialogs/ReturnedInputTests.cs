using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.ReturnedInputSteps;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Nothing typed is lost: rows that can't be used, and lists typed next to another mistake, come
/// back complete.
/// </summary>
public sealed class ReturnedInputTests
{
    [Fact]
    public async Task Four_thousand_bad_rows_of_five_come_back_as_a_file_with_their_reasons()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), FiveThousandRows()));

        Assert.Contains("1,000 members are saved; 4,000 rows need another look", answer);
        Assert.Contains("Line 1001: “nobody 1001” is not an e-mail address.", answer);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer), 1, CardSize.Budget);
        AssertHoldsEveryBadRow(await FileAsync(bot, answer));
    }

    [Fact]
    public async Task The_file_of_bad_rows_is_a_member_list_again()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = Script.Cohort(await Script.UpToCohortsAsync(bot), FiveThousandRows());
        var file = await FileAsync(bot, await bot.PressAsync(Robin, "define.next", step));

        var corrected = Regex.Replace(Encoding.UTF8.GetString(file), @"nobody (4\d{3})", "somebody$1@example.com");
        var (members, badRows) = MemberList.Read(corrected, ShippedPlaybooks.Default, []);

        // The rows from the four thousands are corrected; the others still have the same mistake.
        Assert.Equal(1_000, members.Count);
        Assert.All(members, member => Assert.StartsWith("Person, 4", member.Person.Name));
        Assert.Equal(Bad - 1_000, badRows.Count);
    }

    [Fact]
    public async Task Bad_rows_that_fit_into_the_card_come_back_in_the_field_all_of_them()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rows = Enumerable.Range(1, 300).Select(n => $"Person {n};nobody {n};Accountant").ToList();

        var answer = await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), string.Join('\n', rows)));

        Assert.Contains("Nobody is added; 300 rows need another look", answer);
        Assert.Contains(string.Join('\n', rows), answer);
        Assert.Contains("Correct what is in the field", answer);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer), 1, CardSize.Budget);
    }

    [Fact]
    public async Task A_list_of_people_to_add_that_was_handed_out_keeps_its_link_until_it_is_pasted_in_again()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var list = string.Join('\n', Enumerable.Range(0, 1200).Select(n => $"Person {n}, person{n}@contoso.example.com"));
        var first = await bot.PressForJsonAsync(Robin, "people.add", new JsonObject { ["rollout"] = rollout.Id.Value, ["members"] = list });
        Assert.Contains("Choose the cohort they join.", first);

        var again = await bot.PressForJsonAsync(
            Robin, "people.add", ButtonData(first, "people.add").With("members", string.Empty).With("cohort", "c1"));
        var third = await bot.PressForJsonAsync(Robin, "people.add", ButtonData(again, "people.add").With("cohort", "c1"));

        Assert.All([again, third], answer => Assert.Contains("Type at least one e-mail address.", answer));
        Assert.Equal(2, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")))).Members);
        Assert.Equal(list, Encoding.UTF8.GetString(await FileAsync(bot, RememberingTeams.TextsOf(third))));
        var pasted = await bot.PressAsync(Robin, "people.add", ButtonData(third, "people.add").With("members", list).With("cohort", "c1"));
        Assert.Contains("Adding 1,200 people to HQ Denver…", pasted);
    }

    [Fact]
    public async Task A_field_that_was_handed_out_as_a_file_is_not_emptied_by_pressing_the_button_again()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 4)).With("practices", "Invoices | Approve by the 25th"));
        var tooLong = new string('請', 12_000);
        var first = await bot.PressForJsonAsync(Robin, "define.next", (await Script.StepAsync(bot, 4)).With("practices", tooLong));

        var again = await bot.PressForJsonAsync(Robin, "define.next", ButtonData(first, "define.next").With("practices", string.Empty));
        var third = await bot.PressForJsonAsync(Robin, "define.next", ButtonData(again, "define.next"));

        Assert.All([again, third], answer => Assert.Contains("Paste in the text from the file again, or press Skip", answer));
        Assert.Equal("Invoices", Assert.Single((await Script.DraftAsync(bot)).Definition.BestPractices).Title);
        Assert.Equal(tooLong, Encoding.UTF8.GetString(await FileAsync(bot, third)));
        await bot.PressAsync(Robin, "define.next", ButtonData(third, "define.next").With("practices", "Payments | On Fridays"));
        Assert.Equal("Payments", Assert.Single((await Script.DraftAsync(bot)).Definition.BestPractices).Title);
    }

    [Theory]
    [InlineData("define.next", "Back")]
    [InlineData("cohort.add", "Status")]
    public async Task A_cohort_is_not_added_without_the_list_that_was_handed_out(string verb, string wayOut)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var data = verb == "define.next" ? await Script.UpToCohortsAsync(bot) : Script.Data(await Script.LaunchAsync(bot));
        var before = (await Script.DraftAsync(bot)).Definition.Cohorts.Count;
        var first = await bot.PressForJsonAsync(
            Robin, verb, Script.Cohort(data, FiveThousandRows()).With("cohortName", "Boulder").With("goLive", "soon"));

        var again = await bot.PressForJsonAsync(
            Robin, verb, Script.Cohort(ButtonData(first, verb), string.Empty).With("cohortName", "Boulder"));

        Assert.Contains($"Paste in the text from the file again, or press {wayOut}", again);
        Assert.Equal(before, (await Script.DraftAsync(bot)).Definition.Cohorts.Count);
        Assert.Equal(FiveThousandRows(), Encoding.UTF8.GetString(await FileAsync(bot, again)));
    }

    [Theory]
    [InlineData("define.next")]
    [InlineData("cohort.add")]
    public async Task A_long_list_beside_a_wrong_date_comes_back_as_it_was_typed(string verb)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var data = verb == "define.next" ? await Script.UpToCohortsAsync(bot) : Script.Data(await Script.LaunchAsync(bot));
        var list = FiveThousandRows();

        var answer = await bot.PressAsync(Robin, verb, Script.Cohort(data, list).With("cohortName", "Boulder").With("goLive", "soon"));

        Assert.Contains("“soon” is not a date", answer);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer), 1, CardSize.Budget);
        Assert.Equal(list, Encoding.UTF8.GetString(await FileAsync(bot, answer)));
    }

    [Fact]
    public async Task A_cohort_added_after_launch_brings_back_its_bad_rows_to_be_corrected()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var data = Script.Data(await Script.LaunchAsync(bot));

        var answer = await bot.PressAsync(
            Robin, "cohort.add", Script.Cohort(data, "Ann, ann@example.com\nBob, not an address").With("cohortName", "Boulder"));

        Assert.Contains("Boulder", answer);
        Assert.Contains("is part of the rollout", answer);
        Assert.Contains("Line 1: “not an address” is not an e-mail address.", answer);
        Assert.Contains("Bob, not an address", answer);
        Assert.Contains("people.add", answer);
        Assert.Contains("c2", answer);
    }

    [Theory]
    [InlineData("cohort.add")]
    [InlineData("people.add")]
    public async Task After_launch_too_every_bad_row_of_thousands_comes_back(string verb)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var data = Script.Data(await Script.LaunchAsync(bot));

        var answer = await bot.PressAsync(
            Robin, verb,
            verb == "people.add"
                ? data.With("members", FiveThousandRows())
                : Script.Cohort(data, FiveThousandRows()).With("cohortName", "Boulder"));

        Assert.Contains("1,000 members are saved; 4,000 rows need another look", answer);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer), 1, CardSize.Budget);
        AssertHoldsEveryBadRow(await FileAsync(bot, answer));
        await bot.Get<PeopleWork>().RunAsync(default);
        Assert.Equal(verb == "people.add" ? Good + 2 : Good, await MembersAsync(bot, verb == "people.add" ? "c1" : "c2"));
    }

    [Fact]
    public async Task An_implementation_manager_is_shown_in_one_field_after_saving()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob, not an address").With("leadTyped", Robin.Email);

        var answer = JsonNode.Parse(await bot.PressForJsonAsync(Robin, "define.next", step))!;

        var values = Inputs(answer).Where(input => ((string)input["id"]!).StartsWith("lead", StringComparison.Ordinal))
            .Select(input => (string?)input["value"]).Where(value => !string.IsNullOrEmpty(value));
        Assert.Single(values);
    }
}
