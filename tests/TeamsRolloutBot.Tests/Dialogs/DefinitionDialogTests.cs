using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>The definition dialog with valid and invalid input.</summary>
public sealed class DefinitionDialogTests
{
    [Fact]
    public async Task A_typed_name_that_begins_like_a_command_is_a_name()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, "new rollout");

        var answer = await bot.SayAsync(Robin, "New York and Close-out");

        Assert.Contains("STEP 2 OF 11", Assert.Single(answer));
        Assert.Equal("New York and Close-out", (await Script.DraftAsync(bot)).Definition.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task An_empty_name_is_refused_beside_the_field(string name)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.NewAsync(bot);

        Assert.Contains(
            "Give the rollout a name.", await bot.PressAsync(Robin, "define.next", step.With("name", name).With("zone", "America/Denver")));
    }

    [Fact]
    public async Task A_name_of_ten_thousand_characters_is_refused_and_kept()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.NewAsync(bot);
        var name = new string('x', 10_000);

        var answer = await bot.PressAsync(Robin, "define.next", step.With("name", name).With("zone", "America/Denver"));

        Assert.Contains("10,000 characters; the limit is 100", answer);
        Assert.Contains(name, answer);
    }

    [Theory]
    [InlineData("🏗️ הבנייה 2027")]
    [InlineData("<at>Everyone</at> **bold** [x](https://evil.example)")]
    [InlineData("\"quotes\" & <script>alert(1)</script>")]
    public async Task Any_text_can_be_a_name_and_stays_as_it_was_typed(string name)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.NewAsync(bot);

        await bot.PressAsync(Robin, "define.next", step.With("name", name).With("zone", "Mountain"));

        Assert.Equal(name, (await Script.DraftAsync(bot)).Definition.Name);
    }

    [Fact]
    public async Task A_button_pressed_twice_answers_once_and_overwrites_nothing()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.NewAsync(bot);
        await bot.PressAsync(Robin, "define.next", step.With("name", "First").With("zone", "America/Denver"));

        var again = await bot.PressAsync(Robin, "define.next", step.With("name", "Second").With("zone", "America/Denver"));

        Assert.Contains("Nothing was overwritten", again);
        Assert.Contains("Second", again);
        Assert.Equal("First", (await Script.DraftAsync(bot)).Definition.Name);
    }

    [Fact]
    public async Task Two_devices_at_the_same_moment_give_one_result_and_a_word_to_the_second()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.NewAsync(bot);

        var answers = await Task.WhenAll(
            bot.PressAsync(Robin, "define.next", step.With("name", "One").With("zone", "America/Denver")),
            bot.PressAsync(Robin, "define.next", step.With("name", "Two").With("zone", "America/Denver")));

        Assert.Single(answers, answer => answer.Contains("STEP 2 OF 11", StringComparison.Ordinal));
        Assert.Single(
            answers,
            answer =>
                answer.Contains("Nothing was overwritten", StringComparison.Ordinal)
                    || answer.Contains("Their answer was saved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draft_is_nobody_elses()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.NewAsync(bot);

        var answer = await bot.PressAsync(Stranger, "define.next", step.With("name", "Stolen").With("zone", "America/Denver"));

        Assert.Contains("This card is out of date", answer);
        Assert.Equal(string.Empty, (await Script.DraftAsync(bot)).Definition.Name);
    }

    [Fact]
    public async Task A_half_finished_definition_survives_a_restart_and_is_offered_again()
    {
        var bot = await BotUnderTest.StartAsync();
        var step = await Script.NewAsync(bot);
        await bot.PressAsync(Robin, "define.next", step.With("name", "Mountain").With("zone", "America/Denver"));
        await using var restarted = await bot.RestartAsync();

        Assert.Contains("Continue where you left off", Assert.Single(await restarted.SayAsync(Robin, "new rollout")));
        Assert.Contains("STEP 2 OF 11", Assert.Single(await restarted.SayAsync(Robin, "continue")));
    }

    [Fact]
    public async Task Five_thousand_pasted_rows_are_taken_in_and_the_bad_ones_listed()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var id = await Script.UpToCohortsAsync(bot);
        var rows = Enumerable.Range(1, 4_990).Select(n => $"\"Person, {n}\";person{n}@example.com;Accountant;external;Europe/Berlin")
            .Concat(Enumerable.Range(1, 10).Select(n => $"Person {n};no address {n}"));

        var answer = await bot.PressAsync(
            Robin, "define.next", Script.Cohort(id, "\ufeffName;E-mail;Role;Audience;Time zone\n" + string.Join('\n', rows)));

        Assert.Contains("4,990 members are saved; 10 rows need another look", answer);
        Assert.Contains("Line 2: ", answer);
        Assert.Contains("Line 11: ", answer);
        var draft = await Script.DraftAsync(bot);
        Assert.Equal(4_990, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(draft.Id, new CohortId("c1")))).Members);
        var one = await bot.Get<CohortRepository>()
            .FindParticipantAsync(new CohortKey(draft.Id, new CohortId("c1")), PersonId.FromEmail("person7@example.com"));
        Assert.Equal("Person, 7", one!.Person.Name);
        Assert.Equal("Europe/Berlin", one.Zone!.Id);
    }

    [Theory]
    [InlineData("2027-02-30", "is not a date")]
    [InlineData("13/14/2027", "is not a date")]
    [InlineData("", "Choose the go-live date")]
    public async Task A_wrong_golive_date_is_refused_and_the_rest_is_kept(string date, string reason)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var cohort = Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com");

        var answer = await bot.PressAsync(Robin, "define.next", cohort.With("goLive", date));

        Assert.Contains(reason, answer);
        Assert.Contains("maria@contoso.example.com", answer);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts);
    }

    [Fact]
    public async Task A_project_under_way_needs_a_word_with_the_vendor()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        var projects = await Script.StepAsync(bot, 5);
        var list = projects.With("scope", "list").With("projects", "Tower | 7 | 2027-04-01 | yes");

        Assert.Contains("Confirm that you discussed the switch", await bot.PressAsync(Robin, "define.next", list));
        await bot.PressAsync(Robin, "define.next", list.With("confirmed", "true").With("contact", "Vera Vendor"));
        Assert.Equal("Vera Vendor", (await Script.DraftAsync(bot)).Definition.Projects.VendorContact);
    }

    [Fact]
    public async Task An_exported_definition_imports_as_the_same_rollout()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        var original = await Script.DraftAsync(bot);
        var json = await ExportAsync(bot);

        await bot.SayAsync(Robin, json);

        var copy = (await Script.AllAsync(bot)).Single(rollout => rollout.Rollout.State == RolloutState.Draft);
        Assert.Equal(original.Definition.Name, copy.Definition.Name);
        Assert.Equivalent(original.Definition.Timing, copy.Definition.Timing);
        Assert.Equivalent(original.Definition.Playbook, copy.Definition.Playbook);
        Assert.Equal(
            original.Definition.Cohorts.Select(c => (c.Name, c.GoLive, c.Zone)),
            copy.Definition.Cohorts.Select(c => (c.Name, c.GoLive, c.Zone)));
        Assert.Equal(2, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(copy.Id, copy.Definition.Cohorts[0].Id))).Members);
    }

    [Fact]
    public async Task A_definition_that_is_wrong_is_refused_with_each_place()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = Assert.Single(
            await bot.SayAsync(Robin, """{"name":"","manager":{"email":"x"},"timeZone":"Mars","cohorts":[{"name":"A"}]}""")
        );

        Assert.Contains("manager.email", answer);
        Assert.Contains("timeZone", answer);
        Assert.Contains("cohorts", answer);
        Assert.Empty(await Script.AllAsync(bot));
    }

    [Fact]
    public async Task Every_step_can_be_reopened_from_the_review_with_what_was_entered()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Maria Lopez, maria@contoso.example.com, Accountant"));

        var steps = await bot.PressAsync(Robin, "define.steps", await Script.StepAsync(bot, 11));
        for (var number = 1; number <= 10; number++)
        {
            Assert.Contains($"{number}\\. ", steps, StringComparison.Ordinal);
            Assert.Contains(
                $"STEP {number} OF 11", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, number)),
                StringComparison.Ordinal);
        }

        Assert.Contains(
            "Mountain region", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 1)), StringComparison.Ordinal);
        await bot.PressAsync(
            Robin, "define.next", (await Script.StepAsync(bot, 1)).With("name", "Mountain and coast").With("zone", "America/Denver"));
        Assert.Contains(
            "Mountain and coast", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)), StringComparison.Ordinal);
        Assert.Equal("HQ Denver", Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).Name);
    }

    [Fact]
    public async Task Cancel_asks_first_and_then_deletes_the_draft_with_everything_in_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com"));
        var draft = await Script.DraftAsync(bot);
        var data = await Script.StepAsync(bot, 9);

        Assert.Contains("DELETE THIS DRAFT?", await bot.PressAsync(Robin, "define.cancel", data), StringComparison.Ordinal);
        Assert.Single(await Script.AllAsync(bot));
        await bot.PressAsync(Robin, "define.cancel", data.With("confirm", true));

        Assert.Empty(await Script.AllAsync(bot));
        Assert.Equal(0, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(draft.Id, new CohortId("c1")))).Members);
        Assert.Contains("out of date", await bot.PressAsync(Robin, "define.next", data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_shows_its_owner_what_people_get_and_sends_nobody_anything()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Maria, "hello");
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Maria Lopez, maria@contoso.example.com, Accountant"));
        var (before, marias) = (bot.Teams.To(Robin).Count, bot.Teams.To(Maria).Count);

        await bot.PressAsync(Robin, "define.test", await Script.StepAsync(bot, 11));

        Assert.Contains(
            bot.Teams.To(Robin).Skip(before), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.Equal(marias, bot.Teams.To(Maria).Count);
        Assert.Equal(RolloutState.Draft, (await Script.DraftAsync(bot)).Rollout.State);
    }

    [Fact]
    public async Task A_typed_question_keeps_its_question_mark()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");

        await bot.SayAsync(Maria, "ask: where are the lien waivers?");
        await bot.TravelAsync("2027-02-23T00:01:00Z");

        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Split('\n').Contains("where are the lien waivers?"));
    }

    [Fact]
    public async Task The_file_that_the_documents_show_becomes_a_draft()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var page = await File.ReadAllTextAsync(Repository.File("docs", "commands.md"));
        var json = page[(page.IndexOf("```json", StringComparison.Ordinal) + 7)..];

        Assert.Contains(
            "REVIEW", Assert.Single(await bot.SayAsync(Robin, json[..json.IndexOf("```", StringComparison.Ordinal)].Trim())),
            StringComparison.Ordinal);

        Assert.Equal("Mountain region", (await Script.DraftAsync(bot)).Definition.Name);
    }

    [Fact]
    public async Task Choices_in_a_file_are_written_by_their_names_and_read_in_any_case()
    {
        await using var bot = await BotUnderTest.StartAsync();
        const string File = """
            { "name": "A", "manager": { "email": "robin@contoso.example.com" }, "timeZone": "America/Denver", "approach": "INSTANTON", "strategy": "byBusinessUnit",
              "committee": [{ "email": "ines@contoso.example.com" }], "timing": { "daysOff": ["Friday", "saturday"] },
              "cohorts": [{ "name": "HQ", "goLive": "2027-03-15", "timeZone": "America/Denver", "members": [{ "email": "maria@contoso.example.com", "audience": "external" }] }] }
            """;

        await bot.SayAsync(Robin, File);

        var definition = (await Script.DraftAsync(bot)).Definition;
        Assert.Equal((Approach.InstantOn, Strategy.ByBusinessUnit), (definition.Approach, definition.Strategy));
        Assert.Equal([NodaTime.IsoDayOfWeek.Friday, NodaTime.IsoDayOfWeek.Saturday], definition.Timing.DaysOff);
        var export = await ExportAsync(bot);
        Assert.Contains("\"InstantOn\"", export, StringComparison.Ordinal);
        Assert.Contains("\"External\"", export, StringComparison.Ordinal);
        Assert.Contains("\"Friday\"", export, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audience", "write Internal or External")]
    [InlineData("approach", "write Phased or InstantOn")]
    public async Task A_choice_there_is_not_is_refused_with_those_there_are(string field, string advice)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var file = """{"name":"A","manager":{"email":"r@x.example"},"timeZone":"America/Denver","approach":"Phased","cohorts":[{"name":"A","goLive":"2027-03-15","members":[{"email":"m@x.example","audience":"Internal"}]}]}"""
            .Replace(field == "audience" ? "Internal" : "Phased", "Sideways", StringComparison.Ordinal);

        var answer = Assert.Single(await bot.SayAsync(Robin, file));

        Assert.Contains(advice, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("TeamsRolloutBot.", answer, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(BotUnderTest bot)
    {
        var answer = Assert.Single(await bot.SayAsync(Robin, "export definition"));
        return await bot.DownloadAsync(answer.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal)));
    }
}
