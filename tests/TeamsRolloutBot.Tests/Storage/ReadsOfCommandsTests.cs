using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// What commands read of a rollout of 10,000 people, recorded at the storage port.
/// </summary>
public sealed class ReadsOfCommandsTests
{
    private const int People = 10_000;
    private const int Cohorts = 4;

    // Of the fourth cohort, in its training session.
    private const int Attended = 1000;

    // Who calls, their parts, the head and definition of their rollout, where their dialog stands.
    private const int Caller = 16;

    [Fact]
    public async Task No_command_reads_more_than_it_shows_or_acts_on_and_status_reads_counts_alone()
    {
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
        var rollout = await SeedAsync(bot);
        var data = Script.Data(rollout);
        var read = new List<string>();
        store.TakeCalls();

        // What it shows: rows of a page, and the counts of each cohort.
        await ReadsAsync("help", 0, () => bot.SayAsync(Robin, "help"));
        await ReadsAsync("hello", 0, () => bot.SayAsync(Robin, "hello"));
        await ReadsAsync("people", PeoplePage.Size + 2, () => bot.SayAsync(Robin, "people"));
        await ReadsAsync(
            "people, next page", PeoplePage.Size + 2,
            () => bot.PressAsync(Robin, "people.list", data.With("cohort", "c2").With("after", IdOf(1200).Value)));
        await ReadsAsync("deliveries", Cohorts, () => bot.SayAsync(Robin, "deliveries"));
        await ReadsAsync(
            "deliveries, who", Cohorts + 60 + (2 * DeliveryProblems.Size),
            () => bot.PressAsync(Robin, "deliveries.people", Number(data, "reason", (int)Obstacle.NoApp)));
        await ReadsAsync("history", HistoryReader.Size + 1 + HistoryReader.Size, () => bot.SayAsync(Robin, "history"));
        await ReadsAsync("questions", (4 * Cohorts) + (2 * QuestionsCard.PageSize), () => bot.SayAsync(Robin, "questions"));
        await ReadsAsync(
            "questions, fourth page", (4 * Cohorts) + (4 * QuestionsCard.PageSize) + QuestionsCard.PageSize,
            () => bot.PressAsync(Robin, "question.list", Number(data, "page", 3)));
        await ReadsAsync("my checklist", 2, () => bot.SayAsync(Maria, "my checklist"));
        await ReadsAsync("tick", 3, () => bot.PressAsync(Maria, "task.set", data.With("task", "account").With("done", true)));
        await ReadsAsync("check-in", 6, () => bot.PressAsync(Maria, "checkin.answer", data.With("checkIn", "1").With("usage", "yes")));
        await ReadsAsync("ask", 8, () => bot.SayAsync(Maria, "ask Where are the lien waivers"));
        await ReadsAsync("move", 1, () => bot.SayAsync(Robin, "move HQ Denver to 2027-04-12"));
        await ReadsAsync("pause", 4, () => bot.SayAsync(Robin, "pause"));
        await ReadsAsync("resume", 8, () => bot.SayAsync(Robin, "resume"));
        await ReadsAsync("add people, form", PeopleDirectory.Offered + 1, () => bot.SayAsync(Robin, "add people"));
        await ReadsAsync(
            "add people", PeopleDirectory.Offered + 12,
            () => bot.PressAsync(Robin, "people.add", data.With("members", "new@contoso.example.com")));
        await ReadsAsync("add cohort, form", PeopleDirectory.Offered + 1, () => bot.SayAsync(Robin, "add cohort"));
        await ReadsAsync("remove", Cohorts, () => bot.SayAsync(Robin, "remove person9999@contoso.example.com"));
        await ReadsAsync(
            "remove, confirmed", 8,
            () => bot.PressAsync(Robin, "people.remove", data.With("cohort", "c2").With("person", IdOf(2600).Value).With("confirm", true)));
        await ReadsAsync("forget, first", (3 * Cohorts) + 4, () => bot.SayAsync(Robin, "forget person9999@contoso.example.com"));
        await ReadsAsync("new rollout", 12, () => bot.SayAsync(Robin, "new rollout Next one"));
        await ReadsAsync("continue", 12, () => bot.SayAsync(Robin, "continue"));

        // Of those the bot has met, as many as can be ticked, and those who are named.
        var step = await Script.StepAsync(bot, 1);
        await ReadsAsync(
            "step 1", PeopleDirectory.Offered + 4,
            () => bot.PressAsync(Robin, "define.next", step.With("name", "Next").With("zone", "America/Denver")));
        var committee = await Script.StepAsync(bot, 2);
        await ReadsAsync(
            "step 2",
            PeopleDirectory.Offered + 4,
            () =>
                bot.PressAsync(Robin, "define.next", committee.With("committee", IdOf(599).Value).With("committeeTyped", "new@example.com"))
        );
        await ReadsAsync("step 8", PeopleDirectory.Offered + 4, () => bot.PressAsync(Robin, "define.open", committee.With("step", "8")));
        await ReadsAsync("plan session, form", PeopleDirectory.Offered + 2, () => bot.PressAsync(Robin, "session.form", data));
        // The list that the session's own notice has made: a page of it, and what says how many
        // there are.
        var session = data.With("cohort", "c4").With("session", rollout.Definition.FindCohort(new CohortId("c4"))!.Sessions[0].Id);
        await ReadsAsync("attendance", AttendanceCard.PageSize + 3, () => bot.PressAsync(Robin, "session.people", session));
        await ReadsAsync(
            "attendance, next page", AttendanceCard.PageSize + 3,
            () => bot.PressAsync(Robin, "session.people", session.With("after", "0|person 8200\t")));
        var (missing, shown) = (
            IdOf(7510),
            string.Join(',', Enumerable.Range(7510, AttendanceCard.PageSize).Select(number => IdOf(number).Value))
        );
        await ReadsAsync(
            "attendance, tick",
            (2 * AttendanceCard.PageSize) + 9,
            () =>
                bot.PressAsync(Robin, "session.attended", session.With("person", missing.Value).With("attended", true).With("shown", shown))
        );

        // A name is asked back after six, each of them a row of the index and their own.
        await ReadsAsync(
            "step 2, name", PeopleDirectory.Offered + 4 + (2 * PeopleDirectory.MostOfAName),
            () => bot.PressAsync(Robin, "define.next", committee.With("committeeTyped", "person")));
        await ReadsAsync(
            "person", 6, () => bot.PressAsync(Robin, "person.show", data.With("cohort", "c4").With("person", IdOf(8000).Value)));
        await ReadsAsync("close, first", 4, () => bot.PressAsync(Robin, "rollout.close", data));

        // What it acts on: everybody, once.
        await ReadsAsync(
            "nudge", 2500 + (5 * 50), () => bot.PressAsync(Robin, "people.nudge", data.With("cohort", "c4").With("confirm", true)));
        await bot.TravelAsync("2027-03-22T16:10:00Z");
        await ReadsAsync("export definition", People + 8, () => bot.PressAsync(Robin, "rollout.export", data));
        await ReadsAsync("export progress", People + Attended + 8, () => bot.PressAsync(Robin, "report.progress", data));

        Assert.Empty(read);

        await bot.PressAsync(Robin, "status.show", data);
        var calls = store.TakeCalls().Where(call => call.Table == Table.Cohorts).ToList();
        Assert.All(calls, call => Assert.Equal(("get", "counts"), (call.Kind, call.Key)));
        Assert.Equal(Cohorts, calls.Count);

        async Task ReadsAsync(string command, int most, Func<Task> act)
        {
            store.TakeCalls();
            await act();
            var calls = store.TakeCalls().Where(call => call.Kind != "commit").ToList();
            Assert.All(calls, call => Assert.NotEqual(string.Empty, call.Partition));
            var rows = calls.Sum(call => call.Rows);
            if (rows > most + Caller)
            {
                read.Add($"{command}: {rows} rows, {most + Caller} at most\n  {string.Join("\n  ", calls.GroupBy(call => (call.Kind, call.Table, Key: call.Key[..Math.Min(2, call.Key.Length)])).Select(group => $"{group.Key}: {group.Count()} calls, {group.Sum(call => call.Rows)} rows"))}");
            }
        }
    }

    private static System.Text.Json.Nodes.JsonObject Number(System.Text.Json.Nodes.JsonObject data, string name, int value)
    {
        var copy = (System.Text.Json.Nodes.JsonObject)data.DeepClone();
        copy[name] = value;
        return copy;
    }

    private static PersonId IdOf(int number) => PersonId.FromObjectId(Guid.Parse($"c5e99701-2a32-49c1-a660-{number:D12}"));

    // Four cohorts, everybody with a checklist; sixty people of the first could not be reached.
    private static async Task<StoredRollout> SeedAsync(BotUnderTest bot)
    {
        var launched = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-22T16:00:00Z");
        var robin = launched.Rollout.Owner.Id;
        for (var n = 2; n <= Cohorts; n++)
        {
            await bot.Get<TeamsRolloutBot.Operations.Lifecycle>().AddCohortAsync(
                launched.Id, launched.Definition.Cohorts[0] with
                {
                    Id = new CohortId($"c{n}"),
                    Name = $"Office {n}"
                }, robin, CancellationToken.None);
        }

        var rollout = (await bot.Get<RolloutRepository>().FindAsync(launched.Id))!;
        var sent = new Contact(ContactOutcome.Sent, bot.Now, bot.Now);
        foreach (var chunk in Enumerable.Range(0, People).Chunk(20))
        {
            var key = new CohortKey(rollout.Id, new CohortId($"c{1 + (chunk[0] * Cohorts / People)}"));
            await bot.Get<CohortRepository>().ChangeAsync(key, rollout.Definition, async work =>
            {
                foreach (var number in chunk)
                {
                    var isReady = number % 50 != 0;
                    var person = new Person { Id = IdOf(number), Name = $"Person {number}", Email = $"person{number}@contoso.example.com" };
                    var failed = number < 60;
                    var participant = new Participant
                    {
                        Person = person,
                        IsMember = true,
                        History = ContactHistory.Empty.With(
                            TouchpointKind.Checklist, 0,
                            failed ? sent with { Outcome = ContactOutcome.Failed, Obstacle = Obstacle.NoApp } : sent)
                    };
                    foreach (var task in isReady ? participant.Tasks(rollout.Definition) : [])
                    {
                        participant = participant with { Progress = participant.Progress.Set(task.Id, true, bot.Now) };
                    }

                    work.Put(null, participant);
                    await work.PutAsync(new StoredDelivery
                    {
                        Key = DeliveryKey.ForTouchpoint(key, person.Id, TouchpointKind.Checklist, 0),
                        State = failed ? DeliveryState.Failed : DeliveryState.Sent,
                        Obstacle = failed ? Obstacle.NoApp : Obstacle.None,
                        Due = bot.Now,
                        NotBefore = bot.Now,
                        DecidedAt = bot.Now,
                        DoneAt = bot.Now,
                    });
                }

                return true;
            });
        }

        // As many as a large company's team has.
        for (var number = 0; number < 600; number++)
        {
            await bot.Get<KnownPeopleRepository>().AddAsync(
                BotUnderTest.Tenant,
                new Person { Id = IdOf(number), Name = $"Person {number}", Email = $"person{number}@contoso.example.com" });
        }

        foreach (var chunk in Enumerable.Range(0, 300).GroupBy(number => number / 60 * Cohorts + (number % Cohorts)))
        {
            var cohort = new CohortId($"c{1 + (chunk.Key % Cohorts)}");
            await bot.Get<CohortRepository>().ChangeAsync(new CohortKey(rollout.Id, cohort), rollout.Definition, work =>
            {
                foreach (var number in chunk)
                {
                    var question = new Question
                    {
                        Id = $"{number:D24}",
                        Rollout = rollout.Id,
                        Cohort = cohort,
                        Asker = new Person { Id = IdOf(2500 + number), Name = $"Person {number}" },
                        Text = $"Question {number}?",
                        AskedAt = bot.Now.Plus(NodaTime.Duration.FromSeconds(number)),
                    };
                    work.Ask(question);
                    if (number / Cohorts % 2 == 0)
                    {
                        work.Answer(question with { Answer = "Yes.", AnsweredBy = rollout.Rollout.Owner, AnsweredAt = bot.Now });
                    }
                }

                return ValueTask.FromResult(true);
            });
        }

        var (planned, session, _) = await bot.Get<TrainingSessions>().PutAsync(
            rollout, new CohortId("c4"), new TrainingSession(
                new NodaTime.LocalDateTime(2027, 3, 23, 10, 0), 60), robin, CancellationToken.None);
        await bot.Get<SessionRepository>().MarkAsync(
            new CohortKey(rollout.Id, new CohortId("c4")), session!.Id, Enumerable.Range(8000, Attended).Select(IdOf), attended: true,
            bot.Now);
        await bot.Get<SessionRepository>().PrepareListAsync(new CohortKey(rollout.Id, new CohortId("c4")), session.Id);
        await bot.Get<KnownPeopleRepository>().FindByNameAsync(BotUnderTest.Tenant, "nobody", 1);
        return planned!;
    }
}
