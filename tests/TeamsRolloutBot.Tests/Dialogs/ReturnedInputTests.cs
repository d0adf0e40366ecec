using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsvHelper;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Nothing typed is lost: rows that can't be used, and lists typed beside another mistake, come
/// back whole.
/// </summary>
public sealed partial class ReturnedInputTests
{
    private const int Good = 1_000;
    private const int Bad = 4_000;

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

        var mended = Regex.Replace(Encoding.UTF8.GetString(file), @"nobody (4\d{3})", "somebody$1@example.com");
        var (members, badRows) = MemberList.Read(mended, ShippedPlaybooks.Default, []);

        // The rows of the four thousands are mended, the others are still wrong in the same way.
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

        Assert.All([again, third], answer => Assert.Contains("paste the text from the file in again, or press Skip", answer));
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

        Assert.Contains($"paste the text from the file in again, or press {wayOut}", again);
        Assert.Equal(before, (await Script.DraftAsync(bot)).Definition.Cohorts.Count);
        Assert.Equal(FiveThousandRows(), Encoding.UTF8.GetString(await FileAsync(bot, again)));
    }

    [Fact]
    public async Task Rows_come_back_under_their_heading_and_are_taken_in_once_they_are_mended()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = Script.Cohort(
            await Script.UpToCohortsAsync(bot),
            "\ufeffRole;E-mail;Name\nAccountant;ann@example.com;Ann\nAccountant;bob at "
                + "example;\"Bob\nMiller\"\nJuggler;cleo@example.com;Cleo");

        var answer = await bot.PressForJsonAsync(Robin, "define.next", step);

        var returned = MembersField(answer);
        Assert.Equal("Role;E-mail;Name\nAccountant;bob at example;\"Bob\nMiller\"", returned);
        Assert.Contains("Line 2: “bob at example” is not an e-mail address.", Regex.Unescape(answer));
        Assert.Contains("Juggler: 1 person", Regex.Unescape(answer));
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.StepAsync(bot, 8), returned.Replace("bob at example", "bob@example.com")).With("cohort", "c1"));
        Assert.Equal(3, await MembersAsync(bot, "c1"));
    }

    [Fact]
    public async Task One_goes_on_without_rows_that_can_not_be_used()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var answer = await bot.PressForJsonAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, not an address\nCleo, neither"));
        var offered = answer.Contains("\"title\":\"Go on without them\"", StringComparison.Ordinal);
        var refused = await bot.PressAsync(
            Robin, "define.next",
            CardInputs.Of(answer).Aggregate(await Script.StepAsync(bot, 8), (data, input) => data.With(input.Key, input.Value))
                .With("cohort", "c1"));

        var next = await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.StepAsync(bot, 8), "Bob, not an address\nDan, dan@example.com").With("cohort", "c1")
                .With("button", "without"));

        Assert.True(offered);
        Assert.Contains("2 rows need another look.", refused, StringComparison.Ordinal);
        Assert.Contains(
            "Correct what is in the field and press the button again, or press **Go on without them**.", refused, StringComparison.Ordinal);
        Assert.Contains("STEP 9 OF 11", next, StringComparison.Ordinal);
        Assert.Equal(2, await MembersAsync(bot, "c1"));
        Assert.DoesNotContain(
            "another look", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 8)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_next_says_how_many_rows_stand_and_the_words_go_on_without_them_leave_them_out()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, not an address\nCleo, neither"));

        var stays = Assert.Single(await bot.SayAsync(Robin, "Next"));
        var field = MembersField(bot.Teams.Cards.Last());
        var goesOn = Assert.Single(await bot.SayAsync(Robin, "Go on without them."));

        Assert.Contains("2 rows can’t be used as they are.", stays, StringComparison.Ordinal);
        Assert.Contains("type “go on without them”", stays, StringComparison.Ordinal);
        Assert.Equal("Bob, not an address\nCleo, neither", field);
        Assert.Contains("STEP 9 OF 11", goesOn, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "another look", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 8)), StringComparison.Ordinal);
        Assert.Equal(1, await MembersAsync(bot, "c1"));
    }

    [Fact]
    public async Task After_launch_one_goes_on_without_rows_that_can_not_be_used()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        var answer = await bot.PressForJsonAsync(Robin, "people.add", Script.Data(rollout).With("members", "Bob, not an address"));

        Assert.Contains(
            "Maria Lopez", await bot.PressAsync(Robin, "people.list", ButtonData(answer, "people.list")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_given_back_come_again_with_their_step_after_a_restart_until_they_are_mended()
    {
        var first = await BotUnderTest.StartAsync();
        var step = Script.Cohort(
            await Script.UpToCohortsAsync(first),
            "Role;E-mail;Name\nAccountant;ann@example.com;Ann\nAccountant;bob at example;Bob\nAccountant;ann@example.com;Ann again");
        var returned = MembersField(await first.PressForJsonAsync(Robin, "define.next", step));
        await using var bot = await first.RestartAsync();

        await bot.SayAsync(Robin, "continue");
        var continued = bot.Teams.Cards.Last();
        await bot.PressForJsonAsync(Robin, "define.back", ButtonData(continued, "define.back"));
        var reopened = await bot.PressForJsonAsync(Robin, "define.skip", await Script.StepAsync(bot, 7));

        Assert.All([continued, reopened], card =>
        {
            Assert.Equal("Role;E-mail;Name\nAccountant;bob at example;Bob\nAccountant;ann@example.com;Ann again", returned);
            Assert.Equal(returned, MembersField(card));
            Assert.Equal("c1", (string?)ButtonData(card, "define.next")["cohort"]);
            Assert.Contains("2 rows need another look", card, StringComparison.Ordinal);
            Assert.Contains("Line 2: “bob at example” is not an e-mail address.", Regex.Unescape(card), StringComparison.Ordinal);
            Assert.Contains("Line 3: ann@example.com is in the list twice", Regex.Unescape(card), StringComparison.Ordinal);
        });
        await bot.PressAsync(Robin, "define.next", Script.Cohort(ButtonData(reopened, "define.next"), "Bob, bob@example.com"));
        await bot.SayAsync(Robin, "continue");
        Assert.Equal(string.Empty, MembersField(bot.Teams.Cards.Last()));
        Assert.Equal(2, await MembersAsync(bot, "c1"));
    }

    [Fact]
    public async Task A_line_typed_beside_rows_that_were_given_back_leaves_them_in_view()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob, not an address"));

        await bot.SayAsync(Robin, "what is wrong with Bob?");

        var card = bot.Teams.Cards.Last();
        Assert.Contains("please fill in the card", card);
        Assert.Contains("1 row needs another look", card);
        Assert.Equal("Bob, not an address", MembersField(card));
        Assert.Equal("c1", (string?)ButtonData(card, "define.next")["cohort"]);
    }

    [Fact]
    public async Task The_review_names_the_cohorts_whose_rows_wait_to_be_mended_and_leads_to_them()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@example.com\nBob, not an address\nCleo, neither"));
        var review = await OpenReviewAsync();

        Assert.Contains("has 2 rows of its list that need another look; they were not taken in.", review);
        var (verb, data) = CardInputs.Press(review, "Rows to correct");
        var opened = await bot.PressForJsonAsync(Robin, verb, data);
        Assert.Equal("Bob, not an address\nCleo, neither", MembersField(opened));

        await bot.PressAsync(Robin, "define.next", Script.Cohort(ButtonData(opened, "define.next"), "Bob, bob@example.com"));
        review = await OpenReviewAsync();
        Assert.DoesNotContain("another look", review);
        Assert.DoesNotContain("Rows to correct", review);

        async Task<string> OpenReviewAsync() => await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 11));
    }

    [Fact]
    public async Task Rows_that_were_given_back_stand_with_their_own_cohort()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob, not an address"));

        var second = await bot.PressForJsonAsync(
            Robin, "define.next", Script.Cohort(await Script.StepAsync(bot, 8), "Cleo, cleo@example.com").With("cohortName", "Boulder"));
        Assert.Equal(string.Empty, MembersField(second));
        Assert.Equal(string.Empty, MembersField(await OpenAsync("c2")));
        Assert.Equal("Bob, not an address", MembersField(await OpenAsync("c1")));

        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 8)).With("cohort", "c1").With("button", "remove"));
        Assert.Equal(string.Empty, MembersField(await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8))));

        async Task<string> OpenAsync(string cohort) =>
            await bot.PressForJsonAsync(Robin, "define.cohort", (await Script.StepAsync(bot, 8)).With("cohort", cohort));
    }

    [Fact]
    public async Task Rows_too_many_for_a_card_come_again_as_a_file()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), FiveThousandRows()));
        await bot.TravelAsync("2027-03-01T17:00:00Z");

        var continued = Assert.Single(await bot.SayAsync(Robin, "continue"));

        Assert.Contains("4,000 rows need another look", continued, StringComparison.Ordinal);
        AssertHoldsEveryBadRow(await FileAsync(bot, continued));
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
    public async Task A_cohort_added_after_launch_brings_back_its_bad_rows_to_be_mended()
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

    private static string FiveThousandRows() =>
        "\ufeff"
        + string.Join(
            '\n',
            Enumerable
                .Range(1, Good)
                .Select(n => $"\"Person, {n}\";person{n}@example.com;Accountant")
                .Concat(Enumerable.Range(Good + 1, Bad).Select(n => $"\"Person, {n}\";nobody {n};Accountant"))
        );

    private static void AssertHoldsEveryBadRow(byte[] file)
    {
        using var csv = new CsvReader(new StreamReader(new MemoryStream(file)), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Select(row => (IDictionary<string, object>)row).ToList();
        Assert.Equal(
            Enumerable.Range(Good + 1, Bad).Select(
                n =>
                    (
                        $"{n}", $"Person, {n}", $"nobody {n}", $"\"Person, {n}\";nobody {n};Accountant",
                        $"“nobody {n}” is not an e-mail address.")),
            rows.Select(
                row =>
                    (
                        (string)row["Line"], (string)row["Name"], (string)row["E-mail"], (string)row["As written"],
                        (string)row["What is wrong"])));
    }

    private static string MembersField(string answer) =>
        (string)Inputs(JsonNode.Parse(answer)).Single(input => (string?)input["id"] == "members")["value"]!;

    private static JsonObject ButtonData(string answer, string verb) =>
        (JsonObject)Objects(JsonNode.Parse(answer)).First(action => (string?)action["verb"] == verb)["data"]!.DeepClone();

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject element => element.SelectMany(property => Objects(property.Value)).Prepend(element),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static Task<byte[]> FileAsync(BotUnderTest bot, string answer) => bot.DownloadBytesAsync(LinkPattern().Match(answer).Value);

    private static async Task<int> MembersAsync(BotUnderTest bot, string cohort) =>
        (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey((await Script.DraftAsync(bot)).Id, new CohortId(cohort)))).Members;

    private static IEnumerable<JsonObject> Inputs(JsonNode? node) =>
        Objects(node).Where(element => element["type"] is JsonValue type && type.ToString().StartsWith("Input.", StringComparison.Ordinal));

    [GeneratedRegex("/download/([0-9a-f]+)")]
    private static partial Regex LinkPattern();
}
