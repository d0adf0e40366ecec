using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;
using static TeamsRolloutBot.Tests.Storage.TenThousandPeople;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// What commands read in a rollout of 10,000 people, recorded at the storage port.
/// </summary>
public sealed class ReadsOfCommandsTests(TenThousandPeople company) : IClassFixture<TenThousandPeople>
{
    // Who the caller is, their parts, the head and definition of their rollout, the state of their
    // dialog.
    private const int Caller = 16;

    // What each may read in addition to its caller, and what is done; prerequisites are done first.
    private static readonly Dictionary<string, Command> Commands = new()
    {
        // What it shows: the rows of a page, and the counts of each cohort.
        ["help"] = new(0, bot => bot.SayAsync(Robin, "help")),
        ["hello"] = new(0, bot => bot.SayAsync(Robin, "hello")),
        ["people"] = new(PeoplePage.Size + 2, bot => bot.SayAsync(Robin, "people")),
        ["people, next page"] = new(
            PeoplePage.Size + 2, bot => bot.PressAsync("people.list", ("cohort", "c2"), ("after", IdOf(1200).Value))),
        ["deliveries"] = new(Cohorts, bot => bot.SayAsync(Robin, "deliveries")),
        ["deliveries, who"] = new(
            Cohorts + 60 + (2 * DeliveryProblems.Size), bot => bot.PressAsync("deliveries.people", ("reason", (int)Obstacle.NoApp))),
        ["history"] = new(HistoryReader.Size + 1 + HistoryReader.Size, bot => bot.SayAsync(Robin, "history")),
        ["questions"] = new((4 * Cohorts) + (2 * QuestionsCard.PageSize), bot => bot.SayAsync(Robin, "questions")),
        ["questions, fourth page"] = new(
            (4 * Cohorts) + (4 * QuestionsCard.PageSize) + QuestionsCard.PageSize, bot => bot.PressAsync("question.list", ("page", 3))),
        ["my checklist"] = new(2, bot => bot.SayAsync(Maria, "my checklist")),
        ["tick"] = new(3, bot => bot.PressAsync(Maria, "task.set", ("task", "account"), ("done", true))),
        ["check-in"] = new(6, bot => bot.PressAsync(Maria, "checkin.answer", ("checkIn", "1"), ("usage", "yes"))),
        ["ask"] = new(8, bot => bot.SayAsync(Maria, "ask Where are the lien waivers")),
        ["move"] = new(1, bot => bot.SayAsync(Robin, "move HQ Denver to 2027-04-12")),
        ["pause"] = new(4, bot => bot.SayAsync(Robin, "pause")),
        ["resume"] = new(8, bot => bot.SayAsync(Robin, "resume"), bot => bot.SayAsync(Robin, "pause")),
        ["add people, form"] = new(PeopleDirectory.Offered + 1, bot => bot.SayAsync(Robin, "add people")),
        ["add people"] = new(
            PeopleDirectory.Offered + 12, bot => bot.PressAsync("people.add", ("members", "new@contoso.example.com"))),
        ["add cohort, form"] = new(PeopleDirectory.Offered + 1, bot => bot.SayAsync(Robin, "add cohort")),
        ["remove"] = new(Cohorts, bot => bot.SayAsync(Robin, "remove person9999@contoso.example.com")),
        ["remove, confirmed"] = new(
            8, bot => bot.PressAsync("people.remove", ("cohort", "c2"), ("person", IdOf(2600).Value), ("confirm", true))),
        ["forget, first"] = new((3 * Cohorts) + 4, bot => bot.SayAsync(Robin, "forget person9999@contoso.example.com")),
        ["new rollout"] = new(12, bot => bot.SayAsync(Robin, "new rollout Next one")),
        ["continue"] = new(12, bot => bot.SayAsync(Robin, "continue"), BeginAsync),

        // From those whom the bot has met, as many as can be ticked, and those who are named.
        ["step 1"] = new(
            PeopleDirectory.Offered + 4, bot => bot.PressStepAsync(1, "define.next", ("name", "Next"), ("zone", "America/Denver")),
            BeginAsync),
        ["step 2"] = new(
            PeopleDirectory.Offered + 4,
            bot => bot.PressStepAsync(2, "define.next", ("committee", IdOf(599).Value), ("committeeTyped", "new@example.com")),
            BeginAsync),
        ["step 8"] = new(PeopleDirectory.Offered + 4, bot => bot.PressStepAsync(8, "define.open"), BeginAsync),
        ["plan session, form"] = new(PeopleDirectory.Offered + 2, bot => bot.PressAsync("session.form")),

        // The list that the session's own notice has created: a page of it, and the number of
        // people.
        ["attendance"] = new(AttendanceCard.PageSize + 3, bot => bot.PressSessionAsync("session.people")),
        ["attendance, next page"] = new(
            AttendanceCard.PageSize + 3, bot => bot.PressSessionAsync("session.people", ("after", "0|person 8200\t"))),
        ["attendance, tick"] = new(
            (2 * AttendanceCard.PageSize) + 9,
            bot => bot.PressSessionAsync("session.attended", ("person", IdOf(7510).Value), ("attended", true), ("shown", Shown))),

        // It asks which person is meant after six, each with a row of the index and their own.
        ["step 2, name"] = new(
            PeopleDirectory.Offered + 4 + (2 * PeopleDirectory.MostOfAName),
            bot => bot.PressStepAsync(2, "define.next", ("committeeTyped", "person")), BeginAsync),
        ["person"] = new(6, bot => bot.PressAsync("person.show", ("cohort", "c4"), ("person", IdOf(8000).Value))),
        ["close, first"] = new(4, bot => bot.PressAsync("rollout.close")),

        // What it acts on: everybody, once.
        ["nudge"] = new(2500 + (5 * 50), bot => bot.PressAsync("people.nudge", ("cohort", "c4"), ("confirm", true))),
        ["export definition"] = new(TenThousandPeople.People + 8, bot => bot.PressAsync("rollout.export")),
        ["export progress"] = new(TenThousandPeople.People + Attended + 8, bot => bot.PressAsync("report.progress")),
    };

    private static readonly string Shown =
        string.Join(',', Enumerable.Range(7510, AttendanceCard.PageSize).Select(number => IdOf(number).Value));

    public static TheoryData<string> Names => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_command_reads_more_than_it_shows_or_acts_on(string name)
    {
        await using var bot = await company.OpenAsync();
        var command = Commands[name];
        await (command.Before?.Invoke(bot) ?? Task.CompletedTask);
        bot.Store.TakeCalls();

        await command.Act(bot);

        var calls = bot.Store.TakeCalls().Where(call => call.Kind != "commit").ToList();
        Assert.All(calls, call => Assert.NotEqual(string.Empty, call.Partition));
        Assert.True(
            calls.Sum(call => call.Rows) <= command.Most + Caller,
            $"{calls.Sum(call => call.Rows)} rows, {command.Most + Caller} at most: " + string.Join(", ", calls.Select(call => $"{call}")));
    }

    [Fact]
    public async Task A_status_reads_counts_alone()
    {
        await using var bot = await company.OpenAsync();
        bot.Store.TakeCalls();

        await bot.PressAsync("status.show");

        var calls = bot.Store.TakeCalls().Where(call => call.Table == Table.Cohorts).ToList();
        Assert.All(calls, call => Assert.Equal(("get", "counts"), (call.Kind, call.Key)));
        Assert.Equal(Cohorts, calls.Count);
    }

    private static Task BeginAsync(WatchedBot bot) => bot.BeginAsync();

    private sealed record Command(int Most, Func<WatchedBot, Task> Act, Func<WatchedBot, Task>? Before = null);
}
