using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// The last notice of a kind that a rollout had for somebody, and the cohort whose card gathers
/// those behind it.
/// </summary>
internal readonly record struct Burst(CohortId Cohort, Instant LastAt);

/// <summary>
/// Keeps when somebody last got a notice of a kind, over all cohorts of a rollout.
/// </summary>
internal sealed class BurstRepository(ITableStore store)
{
    /// <summary>Before the person and the kind.</summary>
    public const string Prefix = "burst|";

    private const int Version = 1;

    public async Task<Burst?> FindAsync(DeliveryKey notice, CancellationToken ct)
    {
        if (await store.GetAsync(Table.Cohorts, Partition(notice), Row(notice), ct) is not { } row)
        {
            return null;
        }

        SchemaVersion.Check(row.Values, Version);
        return new Burst(new CohortId(row.Values.GetString("cohort")), Instant.FromUnixTimeTicks(row.Values.GetInt64("at")));
    }

    public Task SaveAsync(DeliveryKey notice, Burst burst, CancellationToken ct) => store.CommitAsync(
        Table.Cohorts,
        Partition(notice),
        [
            RowWrite.Upsert(
                Row(notice),
                SchemaVersion.Stamp(new RowValues { { "cohort", burst.Cohort.Value }, { "at", burst.LastAt.ToUnixTimeTicks() } }, Version))
        ],
        ct).AsTask();

    private static string Partition(DeliveryKey notice) => CohortKey.ForRollout(notice.Cohort.Rollout).Partition;

    private static string Row(DeliveryKey notice) => $"{Prefix}{notice.Person.Value}|{notice.Kind}";
}
