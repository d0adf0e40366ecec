using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// Cohorts: one partition each, with people (<c>p|</c>), deliveries (<c>d|</c>), failed ones
/// (<c>x|</c>), notices (<c>n|</c>), questions (<c>q|</c>), blockers (<c>a|</c>), ids by e-mail
/// address (<c>e|</c>), questions in time order (<c>t|</c>), people unknown to the directory
/// (<c>u|</c>) and the counts.
/// </summary>
internal sealed partial class CohortRepository(ITableStore store, PartitionWriter writer)
{
    // Most changes write two rows: their own and the person's.
    private const int ChangedTogether = StorageLimits.MaxWrites / 2;

    /// <summary>Changes a cohort in one commit, batched with other waiting changes.</summary>
    public Task<T> ChangeAsync<T>(
        CohortKey cohort, RolloutDefinition definition, Func<CohortWork, ValueTask<T>> change, CancellationToken ct = default) =>
        ChangeAsync(cohort, definition, [], change, ct);

    /// <summary>
    /// Changes people of a cohort, prefetched together with those of other waiting changes.
    /// </summary>
    public Task<T> ChangePeopleAsync<T>(
        CohortKey cohort,
        RolloutDefinition definition,
        IEnumerable<PersonId> people,
        Func<CohortWork, ValueTask<T>> change,
        CancellationToken ct = default
    ) => ChangeAsync(cohort, definition, [.. people.Select(CohortWork.ParticipantRow), .. SharedRows], change, ct);

    /// <summary>Changes a question, prefetching it and its asker.</summary>
    public Task<T> ChangeQuestionAsync<T>(
        CohortKey cohort,
        RolloutDefinition definition,
        string question,
        PersonId asker,
        Func<CohortWork, ValueTask<T>> change,
        CancellationToken ct = default
    ) =>
        ChangeAsync(
            cohort, definition, [CohortWork.QuestionPrefix + question, CohortWork.ParticipantRow(asker), .. SharedRows], change, ct);

    /// <summary>Changes people whom the cohort may know by another id.</summary>
    public Task<T> ChangePeopleAsync<T>(
        CohortKey cohort,
        RolloutDefinition definition,
        IEnumerable<Person> people,
        Func<CohortWork, ValueTask<T>> change,
        CancellationToken ct = default
    ) => ChangeAsync(cohort, definition, [.. people.SelectMany(CohortWork.RowsOf), .. SharedRows], change, ct);

    /// <summary>Changes a delivery and, if necessary, its recipient and the counts.</summary>
    public Task<T> ChangeDeliveryAsync<T>(
        DeliveryKey delivery, RolloutDefinition definition, Func<CohortWork, ValueTask<T>> change, CancellationToken ct = default) =>
        ChangeAsync(
            delivery.Cohort, definition,
            [delivery.Row, CohortWork.ParticipantRow(delivery.Person), .. delivery.Touchpoint is null ? [] : SharedRows], change, ct);

    /// <summary>
    /// Changes many items of a cohort independently, in as few commits as possible. If one fails,
    /// the earlier ones remain changed.
    /// </summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="definition">Its rollout's definition.</param>
    /// <param name="items">The items to change.</param>
    /// <param name="rowsOf">The rows an item's change is known to read, in addition to the shared
    /// ones.</param>
    /// <param name="change">Changes one item.</param>
    /// <param name="ct">Cancels items not started yet.</param>
    /// <returns>The result for each item, in order.</returns>
    public async Task<IReadOnlyList<T>> ChangeEachAsync<TItem, T>(
        CohortKey cohort,
        RolloutDefinition definition,
        IEnumerable<TItem> items,
        Func<TItem, IEnumerable<string>> rowsOf,
        Func<CohortWork, TItem, ValueTask<T>> change,
        CancellationToken ct = default)
    {
        var results = new List<T>();

        // One commit's worth at a time, so that other waiting changes get a turn.
        foreach (var some in items.Chunk(ChangedTogether))
        {
            results.AddRange(await Task.WhenAll(some.Select(item =>
                ChangeAsync(cohort, definition, [.. rowsOf(item), .. SharedRows], work => change(work, item), ct))));
        }

        return results;
    }

    private static IEnumerable<string> SharedRows => [CohortWork.CountsRow, AttendanceLists.Row];

    private Task<T> ChangeAsync<T>(
        CohortKey cohort,
        RolloutDefinition definition,
        IReadOnlyList<string> reads,
        Func<CohortWork, ValueTask<T>> change,
        CancellationToken ct
    ) =>
        writer.RunAsync(
            Table.Cohorts,
            cohort.Partition,
            reads,
            async unit =>
            {
                var work = new CohortWork(unit, cohort, definition, ct);
                var result = await change(work);
                await work.CompleteAsync();
                return result;
            },
            ct);

    public Task MarkEnrolledAsync(CohortKey cohort, CancellationToken ct = default) =>
        store.CommitAsync(
            Table.Cohorts, cohort.Partition, [RowWrite.Upsert(CohortWork.EnrolledRow, SchemaVersion.Stamp([], 1))], ct).AsTask();

    /// <summary>Removes all data of a cohort.</summary>
    public Task ClearAsync(CohortKey cohort, CancellationToken ct = default) =>
        PartitionErasure.RunAsync(store, Table.Cohorts, cohort.Partition, RowRange.All, ct);
}
