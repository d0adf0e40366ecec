using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// The last notice of a kind to a person in a rollout, and the cohort whose card gathers the
/// following ones.
/// </summary>
internal readonly record struct Burst(CohortId Cohort, Instant LastAt);

/// <summary>
/// Stores when a person last got a notice of a kind, across the cohorts of a rollout.
/// </summary>
internal sealed class BurstRepository(ITableStore store)
{
    /// <summary>Row prefix, followed by person and kind.</summary>
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
