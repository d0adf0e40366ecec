using TeamsRolloutBot.State;
using Xunit.Abstractions;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// How many presses it takes to define and launch a rollout, starting from the welcome card. Each
/// press sends the contents of the card.
/// </summary>
public sealed class PressesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_smallest_sensible_rollout_takes_at_most_8_presses()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var manager = await Presser.StartAsync(bot);

        await manager.PressAsync("Use the playbook’s defaults", ("name", "Mountain region"));
        await manager.PressAsync(
            "Next", ("cohortName", "HQ Denver"), ("goLive", "2027-03-15"),
            ("members", "Maria Lopez, maria@contoso.example.com, Accountant"));
        var launched = await manager.PressAsync("Launch");

        Assert.Contains("is launched", launched, StringComparison.Ordinal);
        Report(manager, most: 8);
        var definition = (await Script.DraftAsync(bot)).Definition;
        Assert.Equal(
            ("Mountain region", "HQ Denver", "Robin Hale"), (definition.Name, definition.Cohorts[0].Name, definition.Committee[0].Name));
        Assert.Equal([1], await MembersAsync(bot));
    }

    [Fact]
    public async Task Five_cohorts_take_at_most_10_presses()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var manager = await Presser.StartAsync(bot);

        await manager.PressAsync("Use the playbook’s defaults", ("name", "Mountain region"));
        for (var n = 1; n <= 5; n++)
        {
            await manager.PressAsync(
                n < 5 ? "Add cohort" : "Next", ("cohortName", $"Office {n}"), ("goLive", $"2027-0{n + 2}-15"),
                ("members", $"p{n}@contoso.example.com\nq{n}@contoso.example.com"));
        }

        Assert.Contains("is launched", await manager.PressAsync("Launch"), StringComparison.Ordinal);
        Report(manager, most: 10);
        Assert.Equal([2, 2, 2, 2, 2], await MembersAsync(bot));
    }

    [Fact]
    public async Task Eighty_cohorts_out_of_one_table_take_at_most_15_presses()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var manager = await Presser.StartAsync(bot);
        var rows = Enumerable.Range(0, 400).Select(
            n =>
                $"Person {n},p{n}@contoso.example.com,Accountant,Office "
                    + $"{n % 80},{new NodaTime.LocalDate(2027, 3, 15).PlusDays(n % 80):uuuu-MM-dd},p{n % 80}@contoso.example.com");

        await manager.PressAsync("Use the playbook’s defaults", ("name", "Mountain region"));
        var review = await manager.PressAsync(
            "Next", ("members", $"Name,Email,Role,Cohort,Go-live,Implementation manager\n{string.Join('\n', rows)}"));
        var launched = await manager.PressAsync("Launch");

        Assert.Contains("80 cohorts", review, StringComparison.Ordinal);
        Assert.Contains("is launched", launched, StringComparison.Ordinal);
        Report(manager, most: 15);
        Assert.Equal(Enumerable.Repeat(5, 80), await MembersAsync(bot));
        var cohorts = (await Script.DraftAsync(bot)).Definition.Cohorts;
        Assert.Equal(
            ("Office 7", new NodaTime.LocalDate(2027, 3, 22), "p7@contoso.example.com"),
            (cohorts[7].Name, cohorts[7].GoLive, cohorts[7].ImplementationManager?.Email));
    }

    [Fact]
    public async Task Each_line_of_the_review_leads_to_its_step_and_back_to_the_review()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var manager = await Presser.StartAsync(bot);
        await manager.PressAsync("Use the playbook’s defaults", ("name", "Mountain region"));
        await manager.PressAsync("Next", ("cohortName", "HQ Denver"), ("goLive", "2027-03-15"), ("members", "maria@contoso.example.com"));

        foreach (
            var line in new[]
            {
                "Name", "Committee", "Training", "Best practices", "Projects", "Approach", "Strategy", "Cohorts", "Welcome e-mail", "Timing"
            })
        {
            await manager.PressAsync($"Change: {line}");
            Assert.Contains("REVIEW", await manager.PressAsync("Next"), StringComparison.Ordinal);
            await manager.PressAsync($"Change: {line}");
            Assert.Contains("REVIEW", await manager.PressAsync("Back"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_warning_of_the_review_leads_to_its_remedy_and_back()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var manager = await Presser.StartAsync(bot);
        await manager.PressAsync("Use the playbook’s defaults", ("name", "Mountain region"));
        var review = await manager.PressAsync("Next", ("cohortName", "HQ Denver"), ("goLive", "2027-02-13"));
        Assert.Contains("has no team members yet.", review, StringComparison.Ordinal);
        Assert.Contains("goes live on Saturday, Feb 13, a day off", review, StringComparison.Ordinal);

        await manager.PressAsync("Add people");
        review = await manager.PressAsync("Next", ("members", "maria@contoso.example.com"));
        Assert.DoesNotContain("has no team members yet.", review, StringComparison.Ordinal);

        Assert.Contains("Change HQ Denver", await manager.PressAsync("Change the date"), StringComparison.Ordinal);
        review = await manager.PressAsync("Next", ("goLive", "2027-03-15"));
        Assert.DoesNotContain("a day off", review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_keeps_a_rollout_from_being_launched_has_the_button_that_leads_to_its_step()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        var (open, data) = CardInputs.Press(
            await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 11)), "Open step 8");

        Assert.Contains("STEP 8 OF 11", await bot.PressAsync(Robin, open, data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_project_name_and_start_date_stand_in_the_fields_and_what_nobody_touches_is_no_cohort()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 7)).With("strategy", "ByProjectStart"));
        await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 5)).With("scope", "list").With("projects", "Tower | 1 | 2027-05-03\nBridge | 2 | 2027-04-05"));
        var first = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8));
        var (add, data) = CardInputs.Press(first, "Add cohort");

        var second = await bot.PressForJsonAsync(Robin, add, data);
        var (next, onward) = CardInputs.Press(second, "Next");
        await bot.PressAsync(Robin, next, onward);

        Assert.Equal(
            ("Bridge", "2027-04-05"),
            ((string?)CardInputs.Find(first, "cohortName")["value"], (string?)CardInputs.Find(first, "goLive")["value"]));
        Assert.Equal("Tower", (string?)CardInputs.Find(second, "cohortName")["value"]);
        Assert.Equal("Bridge", Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).Name);
        Assert.Contains(
            "is a project without a cohort.", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_advice_on_projects_under_way_is_there_before_anything_is_refused_and_the_contact_in_the_review()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        var opened = await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 5));
        await bot.PressAsync(
            Robin, "define.next", (await Script.StepAsync(bot, 5)).With("scope", "list").With("projects", "Tower | 1 | 2027-05-03 | yes")
                .With("confirmed", "true").With("contact", "Vera Vendor"));

        Assert.Contains("Under way in another system? The playbook advises against moving a project", opened, StringComparison.Ordinal);
        Assert.Contains(
            "Discussed with Vera Vendor, the vendor’s contact.",
            await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Name,Email,Cohort\nA,a@example.com,Boulder", "Choose the go-live date, or add a column “Go-live”: Boulder has none.")]
    [InlineData("Name,Email,Cohort,Go-live\nA,a@example.com,Boulder,soon", "Boulder has no go-live date: “soon” is not a date")]
    [InlineData(
        "Name,Email,Cohort,Go-live,Cohort time zone\nA,a@example.com,Boulder,2027-05-03,Mars",
        "Boulder has no time zone: There is no time zone “Mars”")]
    [InlineData(
        "Name,Email,Cohort,Go-live,Implementation manager\nA,a@example.com,Boulder,2027-05-03,Nobody",
        "Boulder has no implementation manager: “Nobody” is neither")]
    [InlineData(
        "Name,Email,Cohort,Go-live\nA,a@example.com,Boulder,2027-05-03\nB,b@example.com,Boulder,2027-13-45",
        "Boulder has more than one go-live date in the list: 2027-05-03, 2027-13-45. Give all its rows the same one.")]
    [InlineData(
        "Name,Email,Cohort,Go-live,Cohort time zone\nA,a@example.com,Boulder,2027-05-03,Denver\nB,b@example.com,Boulder,,London",
        "Boulder has more than one time zone in the list: Denver, London.")]
    [InlineData(
        "Name,Email,Cohort,Go-live,Implementation manager\nA,a@example.com,Boulder,2027-05-03,a@example.com\n"
            + "B,b@example.com,Boulder,,b@example.com",
        "Boulder has more than one implementation manager in the list: a@example.com, b@example.com.")]
    public async Task What_a_table_of_cohorts_lacks_is_said_and_nothing_is_added(string table, string reason)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.UpToCohortsAsync(bot);

        Assert.Contains(
            reason, await bot.PressAsync(Robin, "define.next", step.With("button", "add").With("members", table)),
            StringComparison.Ordinal);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts);
    }

    [Fact]
    public async Task Rows_that_say_the_same_of_a_cohort_in_different_words_agree()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.UpToCohortsAsync(bot);
        const string table = "Name,Email,Cohort,Go-live,Cohort time zone\nA,a@example.com,Boulder,2027-05-03,Denver\n"
            + "B,b@example.com,Boulder,May 3 2027,Mountain Time\nC,c@example.com,Boulder,,";

        await bot.PressAsync(Robin, "define.next", step.With("button", "add").With("members", table));

        Assert.Equal("Boulder", Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).Name);
    }

    [Fact]
    public async Task People_of_a_table_join_the_cohort_of_that_name_and_those_without_one_the_one_on_the_card()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com"));

        await bot.PressAsync(
            Robin,
            "define.next",
            Script
                .Cohort(
                    await Script.StepAsync(bot, 8),
                    "Name,Email,Cohort\nA,a@example.com,hq denver\nB,b@example.com,\nC,c@example.com,Aspen\nA,a@example.com,Aspen"
                )
                .With("cohortName", "Boulder")
        );

        Assert.Equal(["HQ Denver", "Boulder", "Aspen"], (await Script.DraftAsync(bot)).Definition.Cohorts.Select(cohort => cohort.Name));
        Assert.Equal([2, 1, 2], await MembersAsync(bot));
    }

    [Fact]
    public async Task A_table_of_cohorts_added_after_launch_adds_each_of_them()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        await bot.PressAsync(
            Robin, "cohort.add",
            Script.Data(rollout).With("cohortZone", "America/Denver").With("goLive", "2027-05-03")
                .With("members", "Name,Email,Cohort\nA,a@example.com,HQ Denver\nB,b@example.com,Boulder\nC,c@example.com,Aspen"));

        Assert.Equal(["HQ Denver", "Boulder", "Aspen"], (await Script.DraftAsync(bot)).Definition.Cohorts.Select(cohort => cohort.Name));
        Assert.Equal([3, 1, 1], await MembersAsync(bot));
    }

    private void Report(Presser manager, int most)
    {
        output.WriteLine($"{manager.Count} presses: {string.Join(", ", manager.Pressed)}");
        Assert.InRange(manager.Count, 1, most);
    }

    private static async Task<IReadOnlyList<int>> MembersAsync(BotUnderTest bot)
    {
        var draft = await Script.DraftAsync(bot);
        var counts = await bot.Get<CohortRepository>().ListCountsAsync(draft);
        return [.. draft.Definition.Cohorts.Select(cohort => counts[cohort.Id].Members)];
    }

    /// <summary>
    /// Somebody who fills in the card in front of them and presses its buttons, as in a client.
    /// </summary>
    private sealed class Presser(BotUnderTest bot)
    {
        private string _card = string.Empty;

        public List<string> Pressed { get; } = [];

        public int Count => Pressed.Count;

        public static async Task<Presser> StartAsync(BotUnderTest bot)
        {
            await bot.SayAsync(Robin, "hello");
            var presser = new Presser(bot)
            {
                _card = bot.Teams.Cards.First(card => card.Contains("rollout.new", StringComparison.Ordinal))
            };
            await presser.PressAsync(
                (string)CardInputs.ActionsOf(presser._card).First(action => (string?)action["verb"] == "rollout.new")["title"]!);
            return presser;
        }

        public async Task<string> PressAsync(string title, params IEnumerable<(string Id, string Value)> typed)
        {
            var (verb, data) = CardInputs.Press(_card, title);
            Assert.All(typed, field => CardInputs.Find(_card, field.Id));
            Pressed.Add(title);
            _card = await bot.PressForJsonAsync(Robin, verb, typed.Aggregate(data, (with, field) => with.With(field.Id, field.Value)));
            return RememberingTeams.TextsOf(_card);
        }
    }
}
