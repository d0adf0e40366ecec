using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// The rows of a draft's member lists that need another look, kept until they are corrected or
/// dropped, so that they come back with their step.
/// </summary>
internal sealed partial class ReturnedRows(ReturnedLists lists)
{
    /// <summary>
    /// Keeps what a step gave back for its cohort, and forgets what was given back for it before.
    /// </summary>
    public async Task KeepAsync(RolloutId rollout, StepOutcome outcome, CancellationToken ct)
    {
        if ((outcome.RemovedCohort ?? outcome.Cohort) is not { } cohort)
        {
            return;
        }

        if (outcome.BadRows.Count == 0)
        {
            await lists.RemoveAsync(rollout, cohort, ct);
            return;
        }

        await lists.SaveAsync(rollout, cohort, JsonSerializer.Serialize(outcome.BadRows, RowsContext.Default.IReadOnlyListBadRow), ct);
    }

    /// <summary>Puts rows that were given back into the view of the cohort they are of.</summary>
    /// <param name="view">The view of step 8.</param>
    /// <param name="isOpened">The step was opened, and not a cohort in it: it shows the first one
    /// with such rows.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<StepView> ShowAsync(StepView view, bool isOpened, CancellationToken ct)
    {
        if (view.BadRows.Count > 0 || (view.Editing is null && !isOpened))
        {
            return view;
        }

        var texts = await lists.ReadAsync(view.Draft.Id, ct);
        var cohort = view.Definition.Cohorts.FirstOrDefault(
            cohort => texts.ContainsKey(cohort.Id) && (view.Editing is null || view.Editing == cohort.Id));
        if (cohort is null)
        {
            return view;
        }

        var rows = Read(texts[cohort.Id]);
        return view with
        {
            Editing = cohort.Id,
            BadRows = rows,
            Notice = view.Notice ?? DefinitionTexts.RowsNeedAnotherLook2.With(rows.Count)
        };
    }

    /// <summary>Goes on without the rows of a cohort's lists, or of all cohorts'.</summary>
    public async Task DropAsync(RolloutId rollout, CohortId? cohort, CancellationToken ct)
    {
        foreach (var each in cohort is { } one ? [one] : (await lists.ReadAsync(rollout, ct)).Keys)
        {
            await lists.RemoveAsync(rollout, each, ct);
        }
    }

    /// <summary>
    /// How many rows of each cohort's lists wait to be corrected; cohorts without any are not in
    /// it.
    /// </summary>
    public async Task<IReadOnlyDictionary<CohortId, int>> CountAsync(RolloutId rollout, CancellationToken ct) =>
        (await lists.ReadAsync(rollout, ct)).ToDictionary(text => text.Key, text => Read(text.Value).Count);

    private static IReadOnlyList<BadRow> Read(string text) =>
        JsonSerializer.Deserialize(text, RowsContext.Default.IReadOnlyListBadRow) ?? [];

    [JsonSerializable(typeof(IReadOnlyList<BadRow>))]
    private sealed partial class RowsContext : JsonSerializerContext;
}
