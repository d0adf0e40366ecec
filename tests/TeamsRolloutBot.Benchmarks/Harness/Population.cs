using NodaTime;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>A launched rollout with any number of people, written directly to a store.</summary>
/// <param name="People">The number of people.</param>
/// <param name="InCohort">The number of people in each cohort.</param>
/// <param name="GoLiveInDays">Days from today: with 20, exactly the checklist is due, at
/// once.</param>
internal sealed record Population(int People, int InCohort, int GoLiveInDays)
{
    public const string Tenant = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01";

    // A person's row and, with the first of each commit, the counts.
    private const int PeopleInCommit = 90;
    private const int ReferencesAtOnce = 256;

    /// <summary>
    /// Day hours around the clock, every day, so that a run does not wait for Monday.
    /// </summary>
    public static TimingPlan AroundTheClock { get; } = new()
    {
        DayStart = LocalTime.Midnight,
        DayEnd = LocalTime.Midnight,
        SendTime = LocalTime.Midnight,
        DaysOff = [],
    };

    /// <summary>The tenant of all of them.</summary>
    public string TenantId { get; init; } = Tenant;

    /// <summary>
    /// The number of the first person, so that several populations in one store have different
    /// people.
    /// </summary>
    public int First { get; init; }

    /// <summary>
    /// When day hours begin, to the second, after a quarter of an hour of night; null means that it
    /// is always day.
    /// </summary>
    public Instant? DayBegins { get; init; }

    // Day hours have a precision of minutes. So that they can begin at any second, they are in a
    // zone that is some seconds off.
    private DateTimeZone Zone =>
        DayBegins is { } begins ? DateTimeZone.ForOffset(Offset.FromSeconds((int)(-begins.ToUnixTimeSeconds() % 60))) : DateTimeZone.Utc;

    private TimingPlan Timing => DayBegins is { } begins && begins.InZone(Zone).TimeOfDay is var start
        ? AroundTheClock with { DayStart = start, SendTime = start, DayEnd = start.PlusMinutes(-15) }
        : AroundTheClock;

    public static string ConversationOf(int person) => $"a:chat-{person}";

    public static PersonId IdOf(int person) => PersonId.FromObjectId(new Guid(person, 0, 0, [0xc5, 0xe9, 0x97, 0x01, 0, 0, 0, 1]));

    /// <summary>The conversations, with one message expected in each.</summary>
    public Dictionary<string, int> Expected(int each = 1) =>
        Enumerable.Range(First, People).ToDictionary(ConversationOf, _ => each, StringComparer.Ordinal);

    /// <summary>
    /// Writes the rollout. Either everybody can be reached at the connector's address, or only the
    /// owner has ever spoken to the bot.
    /// </summary>
    public async Task<StoredRollout> SeedAsync(
        ITableStore store, string serviceUrl, Instant now, bool isRunning = true, bool withReferences = true, bool withWakes = true)
    {
        var zone = Zone;
        var cohorts = Enumerable.Range(0, (People + InCohort - 1) / InCohort).Select(number => new Cohort
        {
            Id = new CohortId($"c{number}"),
            Name = $"Office {number}",
            GoLive = now.InZone(zone).Date.PlusDays(GoLiveInDays),
            Zone = zone,
        });
        var draft = new StoredRollout
        {
            TenantId = TenantId,
            CreatedAt = now,
            Rollout = new Rollout
            {
                Id = RolloutId.New(),
                Owner = Person.FromEmail("owner@example.com"),
                State = isRunning ? RolloutState.Running : RolloutState.Draft,
                LaunchedAt = isRunning ? now : null,
                ActiveSince = isRunning ? now : null,
                Definition = RolloutDefinition.Start("Benchmark", ShippedPlaybooks.Default, zone) with
                {
                    Timing = Timing,
                    Cohorts = [.. cohorts],
                },
            },
        };
        var writer = new PartitionWriter(store);
        await new RolloutRepository(store, writer).CreateAsync(draft);
        await SeedCohortsAsync(new CohortRepository(store, writer), draft);
        await (withReferences
            ? SeedReferencesAsync(new UserRepository(store), serviceUrl, now)
            : new UserRepository(store).SaveReferenceAsync(Reference(draft.Rollout.Owner.Id, "29:owner", "a:owner", serviceUrl, now)));
        if (isRunning && withWakes)
        {
            await WakeAsync(store, draft, now);
        }

        return draft;
    }

    /// <summary>Makes the planner look at every cohort.</summary>
    public static async Task WakeAsync(ITableStore store, StoredRollout rollout, Instant now)
    {
        var due = new DueIndex(store);
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            await due.AddAsync(new CohortKey(rollout.Id, cohort.Id), now, now, isFollowUp: false, CancellationToken.None);
        }
    }

    private async Task SeedCohortsAsync(CohortRepository repository, StoredRollout rollout)
    {
        var commits = rollout.Definition.Cohorts
            .SelectMany((cohort, number) => Enumerable.Range(First + (number * InCohort), Math.Min(InCohort, People - (number * InCohort)))
                .Chunk(PeopleInCommit)
                .Select(people => (Key: new CohortKey(rollout.Id, cohort.Id), People: people)));
        await Parallel.ForEachAsync(commits, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (commit, ct) =>
            await repository.ChangeAsync(
                commit.Key,
                rollout.Definition,
                work =>
                {
                    foreach (var person in commit.People)
                    {
                        work.Put(null, new Participant
                        {
                            Person = new Person { Id = IdOf(person), Name = $"Person {person}" },
                            IsMember = true,
                            Role = "project-manager",
                        });
                    }

                    return ValueTask.FromResult(true);
                },
                ct));
    }

    private Task SeedReferencesAsync(UserRepository users, string serviceUrl, Instant now) => Parallel.ForEachAsync(
        Enumerable.Range(First, People),
        new ParallelOptions { MaxDegreeOfParallelism = ReferencesAtOnce },
        async (person, ct) =>
            await users.SaveReferenceAsync(Reference(IdOf(person), $"29:user-{person}", ConversationOf(person), serviceUrl, now), ct: ct));

    private UserReference Reference(PersonId person, string userId, string conversationId, string serviceUrl, Instant now) => new()
    {
        TenantId = TenantId,
        Person = person,
        UserId = userId,
        Name = userId,
        ConversationId = conversationId,
        ServiceUrl = serviceUrl,
        Reachability = Reachability.Installed,
        ConfirmedAt = now,
        Standing = Standing.Employee,
        UpdatedAt = now,
    };
}
