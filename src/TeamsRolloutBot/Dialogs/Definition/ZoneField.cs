using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// A field for a time zone: a list to search by typing, with the zones of the people at hand first,
/// and a line for what is not in it. The list is written out, so that a client that knows no search
/// (it is of schema 1.6, as the people picker is) gets it as a plain one.
/// </summary>
internal sealed class ZoneField(string id, string label)
{
    private const int LongestTyped = 80;

    // Offices of one rollout: more than these are found in the list below them.
    private const int MostAtHand = 12;

    // Not the suffix of fields of people: a city is nobody to look up.
    private string TypedId => id + "Text";

    /// <param name="view">What the field is shown with.</param>
    /// <param name="stored">The zone that is chosen to begin with.</param>
    /// <param name="people">The zones of people at hand, the ones of most first.</param>
    public IEnumerable<AdaptiveElement> Elements(StepView view, DateTimeZone stored, params IEnumerable<string> people)
    {
        var chosen = view.Value(id, stored.Id);
        var typed = view.Value(TypedId, string.Empty);

        // An earlier release's card sends typed text in the place of a choice; IANA has names such
        // as MST too, which mean something else.
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

    /// <summary>
    /// What was typed, else what was chosen, as it came; empty where nothing was.
    /// </summary>
    public string Text(StepInput input) => input.Text(TypedId) is { Length: > 0 } typed ? typed : input.Text(id);

    /// <summary>Reads the field.</summary>
    /// <param name="input">What was typed or chosen.</param>
    /// <param name="otherwise">The zone where nothing was.</param>
    public (ZoneReading Zone, IReadOnlyList<FieldError> Errors) Read(StepInput input, DateTimeZone otherwise)
    {
        var reading = Text(input) is { Length: > 0 } text ? ZoneNames.Read(text) : ZoneReading.Of(otherwise);
        return (reading, reading.Problem is { } problem ? [new FieldError(id, problem)] : []);
    }
}
