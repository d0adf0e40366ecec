using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// A rollout of 10,000 people in four cohorts, in use, created once: each bot works on a copy.
/// </summary>
public sealed class TenThousandPeople : IAsyncLifetime
{
    internal const int People = 10_000;
    internal const int Cohorts = 4;

    // People in the fourth cohort who attended its training session.
    internal const int Attended = 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("ten-thousand-").FullName;
    private RolloutId _rollout;
    private string _now = string.Empty;

    public async Task InitializeAsync()
    {
        await using var bot = await BotUnderTest.StartAsync(folder: _folder);
        _rollout = (await SeedAsync(bot)).Id;
        _now = NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal static PersonId IdOf(int number) => PersonId.FromObjectId(Guid.Parse($"c5e99701-2a32-49c1-a660-{number:D12}"));

    internal async Task<WatchedBot> OpenAsync()
    {
        var copy = Directory.CreateTempSubdirectory("ten-thousand-copy-").FullName;
        foreach (var file in Directory.GetFiles(_folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        ObservedStore store = null!;
        var bot = await BotUnderTest.StartAsync(_now, copy, over: inner => store = new ObservedStore(inner));
        return new WatchedBot(bot, store, copy, (await bot.Get<RolloutRepository>().FindAsync(_rollout))!);
    }

    // Four cohorts, everybody with a checklist; sixty people in the first could not be reached.
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

        // As many as in a large company's team.
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
