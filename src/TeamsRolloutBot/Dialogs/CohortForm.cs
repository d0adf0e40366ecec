using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// The forms on which a cohort of a running rollout is changed, merged or removed.
/// </summary>
internal static class CohortForm
{
    public const string SaveVerb = "cohort.save";
    public const string MergeVerb = "cohort.merge";
    public const string RemoveVerb = "cohort.remove";

    public static AdaptiveCard Draw(StepView view, Cohort cohort)
    {
        var data = Data(view, cohort);
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, "Manage", $"Change {cohort.Name}", $"Go-live {Dates.Full(cohort.GoLive)}"),
            [
                .. view.ErrorsOf(CohortFields.Name),
                Inputs.Text(CohortFields.Name, "Name", maxLength: Limits.CohortName, value: view.Value(CohortFields.Name, cohort.Name)),
                .. CohortFields.Zone.Elements(view, cohort.Zone),
                .. CohortFields.Lead.Elements(view, cohort.ImplementationManager is { } lead ? [lead] : [], single: true),
            ],
            [
                Actions.Execute("Save", SaveVerb, data, ActionStyle.Positive),
                .. view.Definition.Cohorts.Count > 1
                    ? [
                          Actions.Execute("Merge into another", MergeVerb, data, associatedInputs: AdaptiveAssociatedInputs.None),
                          Actions.Execute("Remove cohort", RemoveVerb, data, associatedInputs: AdaptiveAssociatedInputs.None)
                      ]
                    : Array.Empty<AdaptiveAction>(),
                Actions.Execute(
                    "Manage", ManageCard.ShowVerb, new JsonObject { [ActionData.Rollout] = view.Draft.Id.Value },
                    associatedInputs: AdaptiveAssociatedInputs.None),
            ]);
    }

    /// <summary>Asks into which cohort another one goes.</summary>
    public static AdaptiveCard DrawMerge(StepView view, Cohort cohort, int members) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Warning, "Nothing has been changed yet", $"Merge {cohort.Name} into another cohort?",
            Wording.Count(members, "member", "members")),
        [
            CohortPicker.Draw(
                [.. CohortOrder.ByGoLive(view.Definition).Where(other => other.Id != cohort.Id)], null, label: "Into which cohort?"),
            CardKit.Small(
                "Its people keep what they have ticked off, get the other cohort’s checklist at their next send time and follow it. "
                    + $"{cohort.Name} is removed with its questions, answers and sessions. This can’t be undone."),
        ],
        [
            Actions.Execute("Merge", MergeVerb, Data(view, cohort).With(ActionData.Confirm, true), ActionStyle.Positive),
            Actions.Execute(
                "Keep both", ManageCard.ShowVerb, new JsonObject { [ActionData.Rollout] = view.Draft.Id.Value },
                associatedInputs: AdaptiveAssociatedInputs.None),
        ]);

    public static AdaptiveCard DrawRemove(StepView view, Cohort cohort, int members) => MessageCard.Question(
        $"Remove {cohort.Name} for good?",
        $"Nothing more is sent to its {Wording.Count(members, "member", "members")}. Their ticks, answers and questions go with it. "
            + "This can’t be undone; to stop for a while, pause the rollout instead.",
        Actions.Execute("Remove it", RemoveVerb, Data(view, cohort).With(ActionData.Confirm, true)),
        Actions.Execute("Keep it", ManageCard.ShowVerb, new JsonObject { [ActionData.Rollout] = view.Draft.Id.Value }));

    /// <summary>The cohort as typed, or what is wrong.</summary>
    public static (Cohort? Cohort, IReadOnlyList<FieldError> Errors) Read(StepView view, StepInput input, Cohort before)
    {
        var errors = new List<FieldError>();
        var name = SingleLine.Trim(input.Text(CohortFields.Name));
        if (name.Length is 0 or > Limits.CohortName)
        {
            errors.Add(
                new FieldError(
                    CohortFields.Name, name.Length == 0 ? "Give it a name." : $"A name has at most {Limits.CohortName} characters."));
        }
        else if (SingleLine.Problem(name) is { } problem)
        {
            errors.Add(new FieldError(CohortFields.Name, $"The name {problem}."));
        }
        else if (view.Definition.Cohorts.Any(other => other.Id != before.Id && TypedText.Same(other.Name, name)))
        {
            errors.Add(new FieldError(CohortFields.Name, "There is a cohort of that name already. Choose another name, or merge the two."));
        }

        var (zone, zoneErrors) = CohortFields.Zone.Read(input, before.Zone);
        errors.AddRange(zoneErrors);

        var (leads, leadErrors) = CohortFields.Lead.Read(view, input);
        errors.AddRange(leadErrors);
        if (leads.Count > 1)
        {
            errors.Add(new FieldError(CohortFields.Lead.ErrorField, "A cohort has one implementation manager: choose or type one."));
        }

        return errors.Count > 0
            ? (null, errors)
            : (before with { Name = name, Zone = zone.Zone!, ImplementationManager = leads.Count == 1 ? leads[0] : null }, []);
    }

    private static JsonObject Data(StepView view, Cohort cohort) =>
        new() { [ActionData.Rollout] = view.Draft.Id.Value, [ActionData.Cohort] = cohort.Id.Value };
}
