using System.Text.Json;
using System.Text.Json.Serialization;
using AdaptiveCards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Unsaved input of a step.</summary>
/// <param name="Cohort">The cohort being edited; null for a new one or none.</param>
/// <param name="Input">The fields.</param>
internal sealed record UnsavedFields(CohortId? Cohort, StepInput Input);

/// <summary>
/// Keeps the input of a step that was left or rejected it, until the step accepts it.
/// <see cref="ReturnedInput"/> shows it again.
/// </summary>
internal sealed partial class UnsavedInput(ReturnedLists lists)
{
    /// <summary>Keeps a step's input if anything in it was changed.</summary>
    /// <param name="view">The step as shown without the input, with the cohort being
    /// edited.</param>
    /// <param name="step">The step.</param>
    /// <param name="input">The input sent with the pressed button.</param>
    /// <param name="ct">Cancels.</param>
    public async Task KeepAsync(StepView view, IDefinitionStep step, StepInput input, CancellationToken ct)
    {
        var place = PlaceOf(step.Number, view.Editing);
        var shown = Shown(step, view with { Typed = step.Place(view, input), Errors = [] });
        var fields = input.Fields.Where(field => shown.ContainsKey(field.Key) && !IsHandedOut(view, input, field.Key)).ToDictionary();
        if (fields.Any(field => !input.IsUntouched(field.Key, shown[field.Key])))
        {
            // Text too long for the card keeps its stored value.
            if (view.HandedOut.Count > 0 && (await lists.ReadTypedAsync(view.Draft.Id, ct)).GetValueOrDefault(place) is { } before)
            {
                fields = Read(before).Where(field => !fields.ContainsKey(field.Key)).Concat(fields).ToDictionary();
            }

            await lists.SaveTypedAsync(
                view.Draft.Id, place, JsonSerializer.Serialize(fields, FieldsContext.Default.DictionaryStringString), ct);
        }
        else if (fields.Count > 0 && view.HandedOut.Count == 0)
        {
            await lists.RemoveTypedAsync(view.Draft.Id, place, ct);
        }
    }

    /// <summary>Discards a step's kept input once it was accepted.</summary>
    public Task RemoveAsync(RolloutId rollout, int step, CohortId? cohort, CancellationToken ct) =>
        lists.RemoveTypedAsync(rollout, PlaceOf(step, cohort), ct);

    /// <summary>Finds the kept input of a step.</summary>
    /// <param name="view">The step, with the cohort being edited.</param>
    /// <param name="step">The step's number.</param>
    /// <param name="isOpened">The step itself was opened rather than a cohort in it; input for any
    /// cohort counts.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<UnsavedFields?> FindAsync(StepView view, int step, bool isOpened, CancellationToken ct)
    {
        var kept = await lists.ReadTypedAsync(view.Draft.Id, ct);
        IEnumerable<CohortId?> cohorts = isOpened && view.Editing is null
            ? [null, .. view.Definition.Cohorts.Select(cohort => cohort.Id)]
            : [view.Editing];
        return cohorts
            .Select(
                cohort =>
                    kept.GetValueOrDefault(PlaceOf(step, cohort)) is { } text
                        ? new UnsavedFields(cohort, StepInput.FromFields(Read(text)))
                        : null)
            .FirstOrDefault(fields => fields is not null);
    }

    /// <summary>The steps with unsaved input.</summary>
    public async Task<IReadOnlyList<int>> StepsAsync(RolloutId rollout, CancellationToken ct) =>
        [.. (await lists.ReadTypedAsync(rollout, ct)).Keys.Select(place => int.Parse(place.AsSpan(0, 2))).Distinct().Order()];

    // A field shown empty because its text is in a file also comes back empty.
    private static bool IsHandedOut(StepView view, StepInput input, string field) =>
        input.Raw(field).Length == 0
            && (view.HandedOut.Any(entry => entry.Field == field) || (field == CohortFields.Members && view.BadRows.Count > 0));

    private static Dictionary<string, string> Shown(IDefinitionStep step, StepView view)
    {
        var rows = view.BadRows.Count > 0
            ? StepInput.FromFields(KeyValuePair.Create(CohortFields.Members, ReturnedInput.TextOf(view.BadRows)))
            : null;
        return InputsIn(step.Body(view with { Typed = rows ?? view.Typed })).DistinctBy(field => field.Key).ToDictionary();
    }

    private static IEnumerable<KeyValuePair<string, string>> InputsIn(IEnumerable<AdaptiveElement> elements) =>
        elements.SelectMany(element =>
            element switch
            {
                AdaptiveContainer container => InputsIn(container.Items),
                AdaptiveColumnSet columns => columns.Columns.SelectMany(column => InputsIn(column.Items)),
                AdaptiveInput { Id: { } id } field => [KeyValuePair.Create(id, ValueOf(field))],
                _ => Enumerable.Empty<KeyValuePair<string, string>>(),
            }
        );

    private static string ValueOf(AdaptiveInput input) => input switch
    {
        AdaptiveTextInput text => text.Value ?? string.Empty,
        AdaptiveChoiceSetInput choice => choice.Value ?? string.Empty,
        AdaptiveDateInput date => date.Value ?? string.Empty,
        AdaptiveTimeInput time => time.Value ?? string.Empty,
        AdaptiveToggleInput toggle => toggle.Value ?? "false",
        AdaptiveNumberInput number => double.IsNaN(number.Value) ? string.Empty : number.Value.ToString(),
        _ => string.Empty,
    };

    private static string PlaceOf(int step, CohortId? cohort) => $"{step:00}|{cohort?.Value}";

    private static Dictionary<string, string> Read(string text) =>
        JsonSerializer.Deserialize(text, FieldsContext.Default.DictionaryStringString) ?? [];

    [JsonSerializable(typeof(Dictionary<string, string>))]
    private sealed partial class FieldsContext : JsonSerializerContext;
}
