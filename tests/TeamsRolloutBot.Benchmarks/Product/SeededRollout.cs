using System.Globalization;
using NodaTime;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Benchmarks.Product;

/// <summary>
/// A running rollout of any size: cohorts <c>c0</c>, <c>c1</c>, …, whose members are numbered
/// consecutively.
/// </summary>
public static class SeededRollout
{
    public const string Tenant = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01";

    /// <summary>The person who owns the rollout; members are numbered from 0.</summary>
    public const int Owner = 999_999_999;

    private const int MembersInCommit = 45;

    /// <summary>The Entra object id of a member.</summary>
    public static string ObjectId(int member) => $"c5e99701-2a32-49c1-a660-{member:D12}";

    /// <summary>Writes one to an embedded store.</summary>
    /// <returns>The rollout's id.</returns>
    public static async Task<string> WriteAsync(string path, int cohorts, int membersInCohort, string tenant = Tenant)
    {
        await using var store = new TableStore(new EmbeddedTables(path));
        await store.OpenAsync(CancellationToken.None);
        return (await WriteAsync(store, cohorts, membersInCohort, tenant)).Id.Value;
    }

    internal static async Task<StoredRollout> WriteAsync(ITableStore store, int cohorts, int membersInCohort, string tenant = Tenant)
    {
        var writer = new PartitionWriter(store);
        var zone = DateTimeZoneProviders.Tzdb["America/Denver"];
        var now = SystemClock.Instance.GetCurrentInstant();
        var owner = new Person { Id = PersonId.FromObjectId(Guid.Parse(ObjectId(Owner))), Name = "Owner", Email = "owner@example.com" };
        var rollout = new StoredRollout
        {
            TenantId = tenant,
            CreatedAt = now,
            Rollout = new Rollout
            {
                Id = RolloutId.New(),
                Owner = owner,
                State = RolloutState.Running,
                LaunchedAt = now,
                ActiveSince = now,
                Definition = RolloutDefinition.Start("Benchmark", ShippedPlaybooks.Default, zone) with
                {
                    Cohorts =
                    [
                        .. Enumerable.Range(0, cohorts).Select(
                            n =>
                                new Cohort
                                {
                                    Id = new CohortId($"c{n}"), Name = $"Office {n}", GoLive = now.InZone(zone).Date.PlusDays(60),
                                    Zone = zone
                                })
                    ],
                },
            },
        };
        await new RolloutRepository(store, writer).CreateAsync(rollout);
        await new UserRepository(store).AddPartAsync(tenant, new Part(rollout.Id, null, Involvement.Owner, owner.Id));
        var repository = new CohortRepository(store, writer);
        var commits = Enumerable.Range(0, cohorts).SelectMany(cohort =>
            Enumerable.Range(cohort * membersInCohort, membersInCohort).Chunk(MembersInCommit)
                .Select(members => (Cohort: cohort, Members: members)));
        await Parallel.ForEachAsync(commits, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (commit, ct) =>
            await repository.ChangeAsync(
                new CohortKey(rollout.Id, new CohortId($"c{commit.Cohort}")),
                rollout.Definition,
                work =>
                {
                    foreach (var member in commit.Members)
                    {
                        work.Put(null, Member(member));
                    }

                    return ValueTask.FromResult(true);
                },
                ct));
        return rollout;
    }

    /// <summary>
    /// What a client sends when a member sets a task, in the form of a captured invoke.
    /// </summary>
    public static string TickOf(string rollout, int cohort, int member, string task, bool done) =>
        Invoke(
            member,
            "task.set",
            $$"""{"rollout":"{{rollout}}","cohort":"c{{cohort}}","task":"{{task}}","done":{{(done ? "true" : "false")}}}"""
        );

    /// <summary>What a client sends when a button is pressed.</summary>
    public static string Invoke(int member, string verb, string data) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"type":"invoke","name":"adaptiveCard/action","channelId":"msteams","serviceUrl":"http://127.0.0.1:9/","from":{"id":"29:user-{{member}}","name":"Person {{member}}","aadObjectId":"{{ObjectId(member)}}"},"recipient":{"id":"28:bot"},"conversation":{"id":"a:chat-{{member}}","conversationType":"personal","tenantId":"{{Tenant}}"},"value":{"action":{"type":"Action.Execute","verb":"{{verb}}","data":{{data}}},"trigger":"manual"},"localTimezone":"America/Los_Angeles"}""");

    private static Participant Member(int number) => new()
    {
        Person = new Person
        {
            Id = PersonId.FromObjectId(Guid.Parse(ObjectId(number))),
            Name = $"Person {number}",
            Email = $"person{number}@example.com"
        },
        IsMember = true,
        Role = "project-manager",
    };
}
