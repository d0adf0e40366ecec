using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// A time zone field: a searchable list, with the zones of the people involved first, and a text
/// input for anything else. The choices are static, so that a client without search (schema 1.6,
/// like the people picker) shows a plain list.
/// </summary>
internal sealed class ZoneField(string id, string label)
{
    private const int LongestTyped = 80;

    // The likely offices of one rollout; any others are in the list below.
    private const int MostAtHand = 12;

    // Deliberately not the suffix of people fields: a city must not be looked up as a person.
    private string TypedId => id + "Text";

    /// <param name="view">The view the field is shown with.</param>
    /// <param name="stored">The initially selected zone.</param>
    /// <param name="people">The zones of the people involved, most frequent first.</param>
    public IEnumerable<AdaptiveElement> Elements(StepView view, DateTimeZone stored, params IEnumerable<string> people)
    {
        var chosen = view.Value(id, stored.Id);
        var typed = view.Value(TypedId, string.Empty);

        // An earlier release's card sends typed text in place of a choice. Names such as MST are
        // also in IANA but mean something else.
        if (chosen != stored.Id && ZoneNames.Find(chosen)?.Id != chosen)
        {
            (chosen, typed) = (stored.Id, typed.Length > 0 ? typed : chosen);
        }

        IEnumerable<string> cohorts = view.Definition.Cohorts.CountBy(cohort => cohort.Zone.Id).OrderByDescending(zone => zone.Value)
            .Select(zone => zone.Key);
        var atHand = ZoneNames.Read(typed).Candidates.Append(chosen).Concat(people).Concat(cohorts)
            .Append(view.Definition.Zone.Id).Append(view.Caller.Zone.Id).Distinct().Take(MostAtHand).ToList();
        var choices = atHand.Concat(ZoneTable.Common.Select(zone => zone.Id))
            .Where(zone => zone.Length > 0).Distinct().Select(zone => (Id: zone, Title: ZoneTitles.Of(zone)))
                .DistinctBy(zone => zone.Title);
        yield return Inputs.Choices(
            id,
            label,
            [.. choices.Select(zone => Inputs.Choice(zone.Title, zone.Id))],
            style: view.Caller.HasPeoplePicker ? AdaptiveChoiceInputStyle.Filtered : AdaptiveChoiceInputStyle.Compact,
            value: chosen,
            placeholder: DefinitionTexts.SearchByName);
        foreach (var error in view.ErrorsOf(id))
        {
            yield return error;
        }

        yield return Inputs.Text(
            TypedId, DefinitionTexts.OrTypeACityOrA, maxLength: LongestTyped, placeholder: DefinitionTexts.BoiseEasternEuropeBerlin,
                value: typed);
    }

    /// <summary>The typed text, else the choice, unparsed; empty if there is neither.</summary>
    public string Text(StepInput input) => input.Text(TypedId) is { Length: > 0 } typed ? typed : input.Text(id);

    /// <summary>Reads the field.</summary>
    /// <param name="input">The input.</param>
    /// <param name="otherwise">The zone if nothing was entered.</param>
    public (ZoneReading Zone, IReadOnlyList<FieldError> Errors) Read(StepInput input, DateTimeZone otherwise)
    {
        var reading = Text(input) is { Length: > 0 } text ? ZoneNames.Read(text) : ZoneReading.Of(otherwise);
        return (reading, reading.Problem is { } problem ? [new FieldError(id, problem)] : []);
    }
}
