using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>A manager ticks off tasks for people who do not have Teams at hand.</summary>
public sealed class CrewTicksTests
{
    [Fact]
    public async Task A_cohorts_manager_ticks_a_task_for_several_people_and_their_checklists_say_who_did()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria, Uma, Robin]));

        var card = Assert.Single(await bot.SayAsync(Sam, "done for Office 1"));
        var answer = await MarkAsync(bot, Sam, rollout, "account", Maria, Uma);

        Assert.Contains("Done for my crew: Office 1", card, StringComparison.Ordinal);
        Assert.Contains("Maria Lopez (0 of 6 done)", card, StringComparison.Ordinal);
        Assert.Contains("Marked as done for 2 people.", answer, StringComparison.Ordinal);
        Assert.Contains("Maria Lopez (1 of 6 done)", answer, StringComparison.Ordinal);
        Assert.Contains("marked by Sam Okafor", Assert.Single(await bot.SayAsync(Maria, "my checklist")), StringComparison.Ordinal);
        Assert.DoesNotContain("marked by", Assert.Single(await bot.SayAsync(Robin, "my checklist")), StringComparison.Ordinal);
        Assert.Equal(2, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).TasksDone);
        Assert.Contains(
            "Sam Okafor marked tasks as done for others · Maria Lopez, Uma Meyer",
            Assert.Single(await bot.SayAsync(Robin, "history")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_cohort_finishes_phase_1_at_once_and_who_had_done_it_themselves_stays_so()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria, Uma]));
        await TickAsync(bot, Maria, rollout, "account", done: true);

        var answer = await bot.PressAsync(
            Robin, CrewCard.MarkVerb, Data(rollout).With("task", CrewCard.AllTasks).With("everybody", "true"));

        Assert.Contains("Marked as done for 2 people.", answer, StringComparison.Ordinal);
        Assert.Equal(2, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Ready);
        var maria = (await FindAsync(bot, rollout, 1, Maria)).Progress;
        Assert.Equal(6, maria.Done.Count);
        Assert.DoesNotContain("account", maria.MarkedBy.Keys);
        Assert.Equal(5, maria.MarkedBy.Count);
        Assert.All(maria.MarkedBy.Values, by => Assert.Equal(rollout.Rollout.Owner.Id, by));
    }

    [Fact]
    public async Task A_member_takes_back_what_was_marked_for_them_and_does_it_themselves()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria]));
        await MarkAsync(bot, Sam, rollout, "account", Maria);

        await TickAsync(bot, Maria, rollout, "account", done: false);
        Assert.Empty((await FindAsync(bot, rollout, 1, Maria)).Progress.Done);
        await TickAsync(bot, Maria, rollout, "account", done: true);

        var progress = (await FindAsync(bot, rollout, 1, Maria)).Progress;
        Assert.Equal(["account"], progress.Done.Keys);
        Assert.Empty(progress.MarkedBy);
    }

    [Fact]
    public async Task Who_is_in_two_cohorts_has_it_marked_in_both()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Maria, Uma]));

        await MarkAsync(bot, Sam, rollout, "account", Maria);

        Assert.Equal(DeliveryBench.IdOf(Sam), (await FindAsync(bot, rollout, 2, Maria)).Progress.MarkedBy["account"]);
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(2))).TasksDone);
    }

    [Fact]
    public async Task Nobody_is_marked_before_a_task_and_people_are_chosen()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Uma]));

        Assert.Contains(
            "Choose what they have done.", await bot.PressAsync(Sam, CrewCard.MarkVerb, Data(rollout).With("everybody", "true")),
            StringComparison.Ordinal);
        Assert.Contains("Select who has done it.", await MarkAsync(bot, Sam, rollout, "account"), StringComparison.Ordinal);

        // Another cohort was picked, and its people have not been shown yet.
        Assert.Contains(
            "Done for my crew: Office 2",
            await bot.PressAsync(
                Sam, CrewCard.MarkVerb, Data(rollout).With("task", "account").With("everybody", "true").With("pick", "c2")),
            StringComparison.Ordinal);

        // Belongs to another cohort, and so to nobody here.
        Assert.Contains("Select who has done it.", await MarkAsync(bot, Sam, rollout, "account", Uma), StringComparison.Ordinal);
        Assert.Equal(
            [0, 0], (await bot.Get<CohortRepository>().ListCountsAsync(rollout)).Values.Select(counts => counts.TasksDone));
    }

    [Fact]
    public async Task A_task_that_is_not_theirs_or_done_already_is_said()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria, Uma]));
        await TickAsync(bot, Maria, rollout, "account", done: true);

        var ticked = await bot.Get<CrewTicks>().MarkAsync(
            rollout, new CohortId("c1"),
            [DeliveryBench.IdOf(Maria), DeliveryBench.IdOf(Uma), DeliveryBench.IdOf(Stranger)], "account", DeliveryBench.IdOf(Sam), default);

        Assert.Equal(new CrewTicked(1, 1, 1), ticked);
    }

    [Fact]
    public async Task Who_is_ticked_on_one_page_stays_ticked_on_the_next()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.Get<Membership>().AddAsync(
            rollout, new CohortId("c1"),
            [.. Enumerable.Range(10, 30).Select(n => new Member { Person = Person.FromEmail($"p{n}@contoso.example.com", $"Person {n}") })],
            rollout.Rollout.Owner.Id, default);
        var first = await bot.PressForJsonAsync(Sam, CrewCard.ShowVerb, Data(rollout));
        var (ten, forty) = (CrewCard.HandleOf(PersonId.FromEmail("p10@contoso.example.com")),
            CrewCard.HandleOf(PersonId.FromEmail("p39@contoso.example.com")));

        var second = await bot.PressForJsonAsync(
            Sam, CrewCard.ShowVerb, CardInputs.Button(first, "Next page (2 of 2)")!.With("people", ten).With("task", "sandbox"));
        Assert.Contains("1 more person is selected on other pages.", second, StringComparison.Ordinal);
        var done = await bot.PressAsync(
            Sam, CrewCard.MarkVerb, CardInputs.Button(second, "Mark as done")!.With("people", forty).With("task", "sandbox"));

        Assert.Contains("Marked as done for 2 people.", done, StringComparison.Ordinal);
        Assert.Equal(
            2,
            await bot.Get<CohortRepository>().ListParticipantsAsync(rollout.Key(1))
                .CountAsync(person => person.Progress.MarkedBy.ContainsKey("sandbox")));
    }

    [Fact]
    public async Task Nothing_is_marked_in_a_rollout_that_is_closed()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.PressAsync(Robin, "rollout.close", new JsonObject { ["rollout"] = rollout.Id.Value, ["confirm"] = true });

        await MarkAsync(bot, Sam, rollout, "account", Maria);

        Assert.Empty((await FindAsync(bot, rollout, 1, Maria)).Progress.Done);
    }

    [Fact]
    public async Task The_tick_of_a_manager_who_is_forgotten_stays_and_says_no_more_who_it_was()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LaunchAsync(bot, ("2027-03-15", [Maria]));
        await MarkAsync(bot, Sam, rollout, "account", Maria);

        await bot.PressAsync(Robin, "privacy.forget", new JsonObject { ["person"] = Sam.Email, ["confirm"] = true });

        var card = Assert.Single(await bot.SayAsync(Maria, "my checklist"));
        Assert.Contains("1 of 6 done", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Sam Okafor", card, StringComparison.Ordinal);
        Assert.True((await FindAsync(bot, rollout, 1, Maria)).Progress.MarkedBy["account"].IsForgotten);
    }

    [Theory]
    [InlineData("es", "hecho por Office 1", "Marcar por mi cuadrilla: Office 1")]
    [InlineData("fr", "fait pour Office 1", "Cocher pour mon équipe : Office 1")]
    [InlineData("en", "done for my crew", "Done for my crew: Office 1")]
    public async Task It_is_asked_for_in_each_language(string language, string typed, string title)
    {
        await using var bot = await DeliveryBench.StartAsync();
        await LaunchAsync(bot, ("2027-03-15", [Maria]));

        Assert.Contains(
            title, Assert.Single(await bot.SayAsync(Sam with { Locale = language }, typed)), StringComparison.Ordinal);
    }

    // Sam leads every cohort; their people are enrolled.
    private static async Task<StoredRollout> LaunchAsync(BotUnderTest bot, params (string GoLive, TestPerson[] Members)[] cohorts)
    {
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), cohorts);
        await bot.TravelAsync("2027-02-21T17:01:00Z");
        return rollout;
    }

    private static Task<string> MarkAsync(
        BotUnderTest bot, TestPerson by, StoredRollout rollout, string task, params TestPerson[] people) =>
        bot.PressAsync(
            by,
            CrewCard.MarkVerb,
            Data(rollout).With("task", task)
                .With("people", string.Join(',', people.Select(person => CrewCard.HandleOf(DeliveryBench.IdOf(person))))));

    private static Task<string> TickAsync(BotUnderTest bot, TestPerson person, StoredRollout rollout, string task, bool done) =>
        bot.PressAsync(person, "task.set", Data(rollout).With("task", task).With("done", done));

    private static JsonObject Data(StoredRollout rollout) => new() { ["rollout"] = rollout.Id.Value, ["cohort"] = "c1" };

    private static async Task<Participant> FindAsync(BotUnderTest bot, StoredRollout rollout, int cohort, TestPerson person) =>
        (await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(cohort), DeliveryBench.IdOf(person)))!;
}
