using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Keeps the unusable rows of a draft's member lists until they are corrected or dropped, so that
/// their step can show them again.
/// </summary>
internal sealed partial class ReturnedRows(ReturnedLists lists)
{
    /// <summary>Replaces the rows kept for the outcome's cohort.</summary>
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

    /// <summary>Puts returned rows back into their cohort's view.</summary>
    /// <param name="view">The view of step 8.</param>
    /// <param name="isOpened">The step itself was opened rather than a cohort in it; shows the
    /// first cohort with returned rows.</param>
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

    /// <summary>Drops the returned rows of one cohort or of all cohorts.</summary>
    public async Task DropAsync(RolloutId rollout, CohortId? cohort, CancellationToken ct)
    {
        foreach (var each in cohort is { } one ? [one] : (await lists.ReadAsync(rollout, ct)).Keys)
        {
            await lists.RemoveAsync(rollout, each, ct);
        }
    }

    /// <summary>
    /// How many rows of each cohort await correction; cohorts without any are omitted.
    /// </summary>
    public async Task<IReadOnlyDictionary<CohortId, int>> CountAsync(RolloutId rollout, CancellationToken ct) =>
        (await lists.ReadAsync(rollout, ct)).ToDictionary(text => text.Key, text => Read(text.Value).Count);

    private static IReadOnlyList<BadRow> Read(string text) =>
        JsonSerializer.Deserialize(text, RowsContext.Default.IReadOnlyListBadRow) ?? [];

    [JsonSerializable(typeof(IReadOnlyList<BadRow>))]
    private sealed partial class RowsContext : JsonSerializerContext;
}
