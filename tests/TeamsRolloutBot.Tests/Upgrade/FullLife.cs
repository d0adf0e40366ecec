using Microsoft.Extensions.Logging.Abstractions;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Upgrade;

/// <summary>
/// A bot's life that leaves every kind of row behind: a closed rollout, a paused one, one in use
/// and a half-defined draft; training, ticks, questions and answers; somebody who can't be reached,
/// somebody half forgotten; and a process that ended in the middle of its work.
/// </summary>
internal static class FullLife
{
    public static readonly CohortId Headquarters = new("c1");
    public static readonly CohortId Branch = new("c2");

    public static async Task LiveAsync(BotUnderTest bot, ObservedStore store)
    {
        await bot.Get<TeamsRolloutBot.Operations.Upgrade>().RunAsync(CancellationToken.None);
        await bot.HandleAsync(BotUnderTest.Installed(Sam));
        var closed = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-02T17:00:00Z");
        await bot.PressAsync(Robin, "rollout.close", Script.Data(closed).With("confirm", true));
        var running = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-03T17:00:00Z");
        var paused = await Script.LaunchAsync(bot);

        // Robin can't be reached when the checklists go out.
        bot.Teams.Fails = conversation =>
            conversation == Robin.Conversation ? new(ConnectorFailureKind.Blocked, "blocked") { Status = 403 } : null;
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        bot.Teams.Fails = _ => null;
        await bot.PressAsync(Robin, "rollout.pause", Script.Data(paused));
        await bot.PressAsync(Robin, "playbook.save", Script.Data(running).With("playbookName", "Our way"));
        await bot.PressAsync(Robin, "setup.set", Script.Data(running).With("item", "sso").With("done", true));
        await bot.PressAsync(
            Robin,
            "sub.add",
            Script
                .Data(running)
                .With("subcontractors", "Granite Paving, billing@granite.example.com\nSlate Roofing, pay@slate.example.com, Sam Okafor")
        );

        await ChangeAsync(bot, running);
        running = await TrainAsync(bot, running);
        await bot.TravelAsync("2027-03-22T16:00:00Z");
        await UseAsync(bot, running);
        await SecondLaterAsync(bot);
        await bot.PressAsync(Robin, "privacy.forget", new() { ["person"] = Stranger.Email, ["confirm"] = true });
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob, not an address"));
        await bot.PressAsync(Robin, "define.save", (await Script.StepAsync(bot, 4)).With("practices", "Invoices | not finished"));
        await bot.SayAsync(Maria, "my data");
        await bot.Get<AuditRepository>().AddAsync(
            BotUnderTest.Tenant, AuditEntry.Of(AuditAction.Exported, running.Rollout.Owner.Id, bot.Now) with { Detail = "personal data" });
        await SecondLaterAsync(bot);
        await bot.PressAsync(Robin, "report.progress", Script.Data(running));
        await bot.Get<KnownPeopleRepository>().FindByNameAsync(BotUnderTest.Tenant, "Maria", 1);
        await EndInTheMiddleAsync(bot, store, running);
    }

    // A second cohort, moved by a week, of people whom the bot has not met.
    private static async Task ChangeAsync(BotUnderTest bot, StoredRollout running)
    {
        var form = Script.Cohort(
            new() { ["rollout"] = running.Id.Value },
            $"Sid Stranger, {Stranger.Email}, Project Manager\nLena Late, lena@contoso.example.com, Accountant");
        await bot.PressAsync(Robin, "cohort.add", form.With("cohortName", "Branch Boulder").With("goLive", "2027-04-05"));
        await SecondLaterAsync(bot);
        await bot.PressAsync(
            Robin, "cohort.move", Script.Data(running).With("cohort", Branch.Value).With("date", "2027-04-12").With("confirm", true));
    }

    // Two sessions, one of them in a calendar, with its attendance read.
    private static async Task<StoredRollout> TrainAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var key = new CohortKey(rollout.Id, Headquarters);
        var by = rollout.Rollout.Owner.Id;
        await SecondLaterAsync(bot);
        var (first, session, _) = await bot.Get<TrainingSessions>()
            .PutAsync(rollout, Headquarters, new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0), 60), by, default);
        await SecondLaterAsync(bot);
        var (second, _, _) = await bot.Get<TrainingSessions>()
            .PutAsync(first!, Headquarters, new TrainingSession(new LocalDateTime(2027, 3, 10, 14, 0), 90), by, default);
        await bot.Get<SessionRepository>().SaveAsync(
            key,
            new SessionEntry
            {
                Session = session!.Id,
                Part = 0,
                Organiser = Sam.ObjectId,
                EventId = "AAMkAGI2",
                JoinUrl = "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
                Fingerprint = "5f1d",
                Attendees = 3,
            });
        await bot.TravelAsync("2027-03-09T19:00:00Z");
        var data = Script.Data(rollout).With("session", session.Id);
        await bot.PressAsync(Sam, "session.people", data);
        var maria = (await PeopleAsync(bot, key)).Single(participant => participant.Person.Email == Maria.Email).Person.Id;
        await bot.PressAsync(Sam, "session.attended", data.With("person", maria.Value).With("attended", true));
        return second!;
    }

    // A ticked task, an answered check-in, two questions, one of them answered.
    private static async Task UseAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var data = Script.Data(rollout);
        await bot.PressAsync(Maria, "task.set", data.With("task", "account").With("done", true));
        await SecondLaterAsync(bot);
        await bot.PressAsync(Sam, "crew.mark", data.With("task", "sandbox").With("everybody", true));
        var checkIn = data.With("usage", "no").With("blocker", "No access").With("question", "Where are the lien waivers?");
        checkIn["checkIn"] = 1;
        await bot.PressAsync(Maria, "checkin.answer", checkIn);
        await bot.TravelAsync("2027-03-22T16:00:01Z");
        var asked = bot.Teams.To(Sam).First(message => message.Text.Contains("Where are the lien waivers?", StringComparison.Ordinal));
        var id = asked.Text.Split('\n').First(line => line.Length == 24 && line.All(char.IsAsciiHexDigitLower));
        await bot.PressAsync(Sam, "question.answer", data.With("question", id).With("answer", "Under Compliance."));

        // Sam can't be reached when the second one is delivered to him.
        bot.Teams.Fails = conversation =>
            conversation == Sam.Conversation ? new(ConnectorFailureKind.Blocked, "blocked") { Status = 403 } : null;
        await bot.PressAsync(Maria, "question.ask", data.With("question", "Who approves invoices?"));
        await bot.TravelAsync("2027-03-22T16:00:02Z");
        bot.Teams.Fails = _ => null;
    }

    // History entries that are not in it yet, people about to be looked up, a turn that was not
    // given back, a heartbeat.
    private static async Task EndInTheMiddleAsync(BotUnderTest bot, ObservedStore store, StoredRollout rollout)
    {
        await SecondLaterAsync(bot);
        store.Before = call => call.Table == Table.Audit ? new StorageException("the process is gone", isTransient: true) : null;
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", "Nils New, nils@contoso.example.com"));
        await SecondLaterAsync(bot);
        await bot.PressAsync(
            Robin, "cohort.move", Script.Data(rollout).With("cohort", Branch.Value).With("date", "2027-04-19").With("confirm", true));
        store.Before = _ => null;

        var branch = new CohortKey(rollout.Id, Branch);
        await bot.Get<ResolutionJobs>().AskAsync(branch);
        var nora = new Person { Id = PersonId.FromEmail("nora@contoso.example.com"), Name = "Nora New", Email = "nora@contoso.example.com" };
        await bot.Get<PeopleJobs>().AskAsync(
            rollout.Id, [new CohortPeople(Branch, [new Member { Person = nora, Role = "accounting" }])], rollout.Rollout.Owner.Id);
        await bot.Get<CohortRepository>().ChangeAsync(branch, rollout.Definition, async work =>
        {
            work.Put((await work.GetResolutionAsync()) with { IsRunning = true, Total = 2, Done = 1 });
            work.NoteInDirectory("lena@contoso.example.com", isThere: false);
            return true;
        });
        await new ExclusiveTurns(store, TimeProvider.System)
            .TakeAsync($"lookup|{branch.Partition}", TimeSpan.FromMinutes(3), TimeSpan.Zero, default);
        using var instances = new Instances(store, TimeProvider.System, NullLogger<Instances>.Instance);
        await instances.BeatAsync(default);
    }

    // Gives the history a definite order.
    private static Task SecondLaterAsync(BotUnderTest bot) =>
        bot.TravelAsync(NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now + Duration.FromSeconds(1)));

    private static async Task<List<Participant>> PeopleAsync(BotUnderTest bot, CohortKey key)
    {
        var people = new List<Participant>();
        await foreach (var participant in bot.Get<CohortRepository>().ListParticipantsAsync(key))
        {
            people.Add(participant);
        }

        return people;
    }
}
