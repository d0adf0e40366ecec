using System.Text.Json.Nodes;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// The people of a rollout: found by cohort, name and need, each with their own card.
/// </summary>
public sealed class PeopleTests
{
    [Fact]
    public async Task Every_cohort_can_be_opened_by_the_picker_and_by_a_part_of_its_name()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await WithCohortsAsync(bot, "Industrial unit", "Civil unit", "Energy unit", "Water unit", "Rail unit");

        var card = await bot.PressForJsonAsync(Robin, "people.list", new JsonObject { ["rollout"] = rollout.Id.Value });

        Assert.All(rollout.Definition.Cohorts, cohort => Assert.Contains(cohort.Name, card, StringComparison.Ordinal));
        Assert.Contains(
            "Rail unit",
            Headline(await bot.PressAsync(Robin, "people.list", new JsonObject { ["rollout"] = rollout.Id.Value, ["pick"] = "c6" })),
            StringComparison.Ordinal);
        Assert.Contains(
            "Industrial unit", Headline(Assert.Single(await bot.SayAsync(Robin, "people Industrial unit"))), StringComparison.Ordinal);
        Assert.Contains("Water unit", Headline(Assert.Single(await bot.SayAsync(Robin, "people water"))), StringComparison.Ordinal);
        Assert.Contains("Which one do you mean?", Assert.Single(await bot.SayAsync(Robin, "people unit")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("people lopez")]
    [InlineData("people maria@contoso")]
    [InlineData("people Ma Lo")]
    public async Task Somebody_is_found_by_name_or_address_in_any_cohort(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await WithCohortsAsync(bot, "Civil unit");

        var card = Assert.Single(await bot.SayAsync(Robin, typed));

        Assert.Contains("Maria Lopez", card, StringComparison.Ordinal);
        Assert.Contains("1 found of", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_have_numbers_and_go_both_ways_in_the_order_of_names()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.PressAsync(
            Robin, "people.add",
            Script.Data(rollout)
                .With("members", string.Join('\n', Enumerable.Range(10, 23).Select(n => $"Person {n}, p{n}@contoso.example.com"))));
        var data = Script.Data(rollout);

        var first = await bot.PressForJsonAsync(Robin, "people.list", data);
        var second = await bot.PressForJsonAsync(Robin, "people.list", CardInputs.Button(first, "Next page (2 of 3)")!);

        Assert.Contains("PAGE 1 OF 3", first, StringComparison.Ordinal);
        Assert.Null(CardInputs.Button(first, "Previous page"));
        Assert.Contains("PAGE 2 OF 3", second, StringComparison.Ordinal);
        Assert.Contains("Person 19", second, StringComparison.Ordinal);
        Assert.Contains(
            "PAGE 1 OF 3", await bot.PressForJsonAsync(Robin, "people.list", CardInputs.Button(second, "Previous page (1 of 3)")!),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_cohort_has_its_first_last_and_previous_page()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.Get<Membership>().AddAsync(
            rollout, new CohortId("c1"),
            [
                .. Enumerable.Range(100, 323).Select(n => new Member
                {
                    Person = Person.FromEmail($"p{n}@contoso.example.com") with { Name = $"Person {n}" },
                })
            ],
            rollout.Rollout.Owner.Id, default);
        var first = await bot.PressForJsonAsync(Robin, "people.list", Script.Data(rollout));
        Assert.Null(CardInputs.Button(first, "Previous page"));

        var last = await bot.PressForJsonAsync(Robin, "people.list", CardInputs.Button(first, "Last page")!);
        Assert.Contains("PAGE 33 OF 33", last, StringComparison.Ordinal);
        Assert.Null(CardInputs.Button(last, "Next page"));
        var before = await bot.PressForJsonAsync(Robin, "people.list", CardInputs.Button(last, "Previous page (32 of 33)")!);
        Assert.Contains("PAGE 32 OF 33", before, StringComparison.Ordinal);
        var after = await bot.PressForJsonAsync(Robin, "people.list", CardInputs.Button(before, "Next page (33 of 33)")!);
        Assert.Equal(Names(last), Names(after));
        Assert.Equal(
            Names(first), Names(await bot.PressForJsonAsync(Robin, "people.list", CardInputs.Button(after, "First page")!)));

        static IEnumerable<string> Names(string card) =>
            System.Text.RegularExpressions.Regex.Matches(card, "Person [0-9]+").Select(match => match.Value);
    }

    [Fact]
    public async Task Only_who_needs_a_look_is_shown_when_asked_for()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");
        await FinishAsync(bot, rollout, Maria);

        var card = Assert.Single(await bot.SayAsync(Robin, "at risk"));

        Assert.DoesNotContain("Maria Lopez", card, StringComparison.Ordinal);
        Assert.Contains("Robin Hale", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persons_card_shows_where_they_stand_and_a_role_is_changed_on_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");
        await bot.PressAsync(Maria, "task.set", Script.Data(rollout).With("task", "account").With("done", true));
        var maria = Script.Data(rollout).With("person", $"mail:{Maria.Email}");

        var card = await bot.PressAsync(Robin, "person.show", maria);
        Assert.All(
            new[] { "Maria Lopez", "Tasks: 1 of 11 done", "✓ Accept the invitation", "Invoice Administrator", Maria.Email },
            part => Assert.Contains(part, card, StringComparison.Ordinal));

        Assert.Contains(
            "Their role is Project Manager",
            await bot.PressAsync(Robin, "person.save", maria.With("role", "project-manager").With("pick", "c1")), StringComparison.Ordinal);
        Assert.Equal("project-manager", (await FindAsync(bot, rollout, "c1"))!.Role);
    }

    [Fact]
    public async Task Moved_to_another_cohort_somebody_keeps_their_ticks_and_gets_its_checklist()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await WithCohortsAsync(bot, "Civil unit");
        await bot.TravelAsync("2027-02-23T00:00:00Z");
        await bot.PressAsync(Maria, "task.set", Script.Data(rollout).With("task", "account").With("done", true));
        var maria = Script.Data(rollout).With("person", $"mail:{Maria.Email}");

        Assert.Contains(
            "They are now in Civil unit", await bot.PressAsync(Robin, "person.save", maria.With("pick", "c2")), StringComparison.Ordinal);
        await bot.TravelAsync("2027-02-24T17:00:00Z");

        Assert.True((await FindAsync(bot, rollout, "c1"))!.HasLeft);
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")))).Members);
        var moved = await FindAsync(bot, rollout, "c2");
        Assert.Equal(["account"], moved!.Progress.Done.Keys);
        Assert.NotNull(moved.History.SentAt(TouchpointKind.Checklist));
        Assert.Contains("1 of 11 done", Assert.Single(await bot.SayAsync(Maria, "my checklist")), StringComparison.Ordinal);
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c2")))).TasksDone);
    }

    [Fact]
    public async Task A_nudge_says_first_who_gets_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");
        await FinishAsync(bot, rollout, Robin);
        var before = bot.Teams.To(Maria).Count;

        var card = Assert.Single(await bot.SayAsync(Robin, "nudge Denver"));
        await bot.TravelAsync("2027-02-23T00:01:00Z");

        Assert.Contains("Remind 1 person of their open tasks?", card, StringComparison.Ordinal);
        Assert.Contains("Maria Lopez.", card, StringComparison.Ordinal);
        Assert.Equal(before, bot.Teams.To(Maria).Count);
        Assert.Contains(
            "1 person gets a reminder", await bot.PressAsync(Robin, "people.nudge", Script.Data(rollout).With("confirm", true)),
            StringComparison.Ordinal);
        await bot.TravelAsync("2027-02-23T00:02:00Z");
        Assert.Equal(before + 1, bot.Teams.To(Maria).Count);

        var again = await bot.PressAsync(Robin, "people.nudge", Script.Data(rollout).With("confirm", true));

        Assert.Contains("You can remind them again tomorrow.", again, StringComparison.Ordinal);
        Assert.DoesNotContain("right away", again, StringComparison.Ordinal);
        Assert.Single(
            await bot.Get<AuditRepository>().ListAsync(rollout.Id).ToListAsync(), entry => entry.Action == AuditAction.Nudged);
    }

    [Fact]
    public async Task Everybody_was_there_is_one_press_and_one_who_was_not_is_unticked()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.PressAsync(
            Robin, "session.save", Script.Data(rollout).With("date", "2027-02-10").With("time", "10:00").With("minutes", "60"));
        rollout = await Script.DraftAsync(bot);
        await bot.TravelAsync("2027-02-11T17:00:00Z");
        var session = Script.Data(rollout).With("session", rollout.Definition.Cohorts[0].Sessions[0].Id);

        Assert.Contains("2 of 2 members were there", await bot.PressAsync(Robin, "session.everybody", session), StringComparison.Ordinal);
        Assert.Contains(
            "1 of 2 members were there",
            await bot.PressAsync(Robin, "session.attended", session.With("person", $"mail:{Maria.Email}").With("attended", false)),
            StringComparison.Ordinal);
    }

    private static string Headline(string card) =>
        string.Join('\n', card.Split('\n').TakeWhile(line => !line.Contains("member", StringComparison.Ordinal)));

    private static Task<Participant?> FindAsync(BotUnderTest bot, StoredRollout rollout, string cohort) =>
        bot.Get<CohortRepository>().FindByEmailAsync(new CohortKey(rollout.Id, new CohortId(cohort)), Maria.Email).AsTask();

    private static async Task FinishAsync(BotUnderTest bot, StoredRollout rollout, TestPerson person)
    {
        var key = new CohortKey(rollout.Id, new CohortId("c1"));
        var participant = (await bot.Get<CohortRepository>().FindByEmailAsync(key, person.Email))!;
        foreach (var task in participant.Tasks(rollout.Definition))
        {
            await bot.PressAsync(person, "task.set", Script.Data(rollout).With("task", task.Id).With("done", true));
        }
    }

    private static async Task<StoredRollout> WithCohortsAsync(BotUnderTest bot, params string[] names)
    {
        var rollout = await Script.LaunchAsync(bot);
        foreach (var (index, name) in names.Index())
        {
            await bot.Get<Lifecycle>().AddCohortAsync(
                rollout.Id, rollout.Definition.Cohorts[0] with
                {
                    Id = new CohortId($"c{index + 2}"),
                    Name = name,
                    ImplementationManager = null
                }, rollout.Rollout.Owner.Id, CancellationToken.None);
        }

        return await Script.DraftAsync(bot);
    }
}
