using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// Cohorts: one partition each with the people (<c>p|</c>), the deliveries (<c>d|</c>), those that
/// failed (<c>x|</c>), the notices (<c>n|</c>), the questions (<c>q|</c>), what stops people
/// (<c>a|</c>), ids by e-mail address (<c>e|</c>), questions in order of time (<c>t|</c>), who the
/// directory does not know (<c>u|</c>) and the counts.
/// </summary>
internal sealed partial class CohortRepository(ITableStore store, PartitionWriter writer)
{
    // Most changes write two rows, their own and their person's.
    private const int ChangedTogether = StorageLimits.MaxWrites / 2;

    /// <summary>
    /// Changes a cohort in one commit, together with whatever else waits to change it.
    /// </summary>
    public Task<T> ChangeAsync<T>(
        CohortKey cohort, RolloutDefinition definition, Func<CohortWork, ValueTask<T>> change, CancellationToken ct = default) =>
        ChangeAsync(cohort, definition, [], change, ct);

    /// <summary>
    /// Changes people of a cohort, who are read ahead together with the others that wait to be
    /// changed.
    /// </summary>
    public Task<T> ChangePeopleAsync<T>(
        CohortKey cohort,
        RolloutDefinition definition,
        IEnumerable<PersonId> people,
        Func<CohortWork, ValueTask<T>> change,
        CancellationToken ct = default
    ) => ChangeAsync(cohort, definition, [.. people.Select(CohortWork.ParticipantRow), .. SharedRows], change, ct);

    /// <summary>The same for a question and its asker.</summary>
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

    /// <summary>The same for people who may be known to the cohort by another id.</summary>
    public Task<T> ChangePeopleAsync<T>(
        CohortKey cohort,
        RolloutDefinition definition,
        IEnumerable<Person> people,
        Func<CohortWork, ValueTask<T>> change,
        CancellationToken ct = default
    ) => ChangeAsync(cohort, definition, [.. people.SelectMany(CohortWork.RowsOf), .. SharedRows], change, ct);

    /// <summary>
    /// Changes a delivery on its way, and perhaps the person it is for and the counts.
    /// </summary>
    public Task<T> ChangeDeliveryAsync<T>(
        DeliveryKey delivery, RolloutDefinition definition, Func<CohortWork, ValueTask<T>> change, CancellationToken ct = default) =>
        ChangeAsync(
            delivery.Cohort, definition,
            [delivery.Row, CohortWork.ParticipantRow(delivery.Person), .. delivery.Touchpoint is null ? [] : SharedRows], change, ct);

    /// <summary>
    /// Changes many things of a cohort, each for itself and in as few commits as they fit into.
    /// What was changed before one that fails stays so.
    /// </summary>
    /// <param name="cohort">Which cohort.</param>
    /// <param name="definition">Its rollout's.</param>
    /// <param name="items">What is changed.</param>
    /// <param name="rowsOf">The rows that the change of an item is known to read, besides those all
    /// share.</param>
    /// <param name="change">Changes one.</param>
    /// <param name="ct">Cancels what has not begun.</param>
    /// <returns>What came of each, in their order.</returns>
    public async Task<IReadOnlyList<T>> ChangeEachAsync<TItem, T>(
        CohortKey cohort,
        RolloutDefinition definition,
        IEnumerable<TItem> items,
        Func<TItem, IEnumerable<string>> rowsOf,
        Func<CohortWork, TItem, ValueTask<T>> change,
        CancellationToken ct = default)
    {
        var results = new List<T>();

        // A commit's worth at a time: whoever waits to change something else does not wait for all
        // of them.
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

    /// <summary>Removes everything of a cohort.</summary>
    public Task ClearAsync(CohortKey cohort, CancellationToken ct = default) =>
        PartitionErasure.RunAsync(store, Table.Cohorts, cohort.Partition, RowRange.All, ct);
}
