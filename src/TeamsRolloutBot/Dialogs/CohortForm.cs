using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The forms to edit, merge or remove a cohort of a running rollout.</summary>
internal static class CohortForm
{
    public const string SaveVerb = "cohort.save";
    public const string MergeVerb = "cohort.merge";
    public const string RemoveVerb = "cohort.remove";

    public static AdaptiveCard Draw(StepView view, Cohort cohort)
    {
        var data = Data(view, cohort);
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Manage, ManagerTexts.Change.With(cohort.Name),
                ManagerTexts.GoLive2.With(Dates.Full(cohort.GoLive))),
            [
                .. view.ErrorsOf(CohortFields.Name),
                Inputs.Text(CohortFields.Name, ManagerTexts.Name, maxLength: Limits.CohortName,
                    value: view.Value(CohortFields.Name, cohort.Name)),
                .. CohortFields.Zone.Elements(view, cohort.Zone),
                .. CohortFields.Lead.Elements(view, cohort.ImplementationManager is { } lead ? [lead] : [], single: true),
            ],
            [
                Actions.Execute(ManagerTexts.Save, SaveVerb, data, ActionStyle.Positive),
                .. view.Definition.Cohorts.Count > 1
                    ? [
                          Actions.WithoutInputs(ManagerTexts.MergeIntoAnother, MergeVerb, data),
                          Actions.WithoutInputs(ManagerTexts.RemoveCohort, RemoveVerb, data)
                      ]
                    : Array.Empty<AdaptiveAction>(),
                Actions.WithoutInputs(ManagerTexts.Manage, ManageCard.ShowVerb, new ActionTarget(view.Draft.Id).ToData()),
            ]);
    }

    /// <summary>Asks which cohort to merge into.</summary>
    public static AdaptiveCard DrawMerge(StepView view, Cohort cohort, int members) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Warning, ManagerTexts.NothingHasBeenChangedYet, ManagerTexts.MergeIntoAnotherCohort.With(cohort.Name),
            ManagerTexts.Members2.With(members)),
        [
            CohortPicker.Draw(
                [.. CohortOrder.ByGoLive(view.Definition).Where(other => other.Id != cohort.Id)], null,
                    label: ManagerTexts.IntoWhichCohort),
            CardKit.Small(
                ManagerTexts.ItsPeopleKeepWhatTheyHave.With(cohort.Name)),
        ],
        [
            Actions.Execute(ManagerTexts.Merge, MergeVerb, Data(view, cohort).Confirmed(), ActionStyle.Positive),
            Actions.WithoutInputs(ManagerTexts.KeepBoth, ManageCard.ShowVerb, new ActionTarget(view.Draft.Id).ToData()),
        ]);

    public static AdaptiveCard DrawRemove(StepView view, Cohort cohort, int members) => MessageCard.Question(
        ManagerTexts.RemoveForGood.With(cohort.Name),
        ManagerTexts.NothingMoreIsSentToIts2.With(members),
        Actions.Execute(ManagerTexts.RemoveIt, RemoveVerb, Data(view, cohort).Confirmed()),
        Actions.Execute(ManagerTexts.KeepIt, ManageCard.ShowVerb, new ActionTarget(view.Draft.Id).ToData()));

    /// <summary>Reads the cohort from the form, or says what is wrong.</summary>
    public static (Cohort? Cohort, IReadOnlyList<FieldError> Errors) Read(StepView view, StepInput input, Cohort before)
    {
        var errors = new List<FieldError>();
        var name = SingleLine.Trim(input.Text(CohortFields.Name));
        if (name.Length is 0 or > Limits.CohortName)
        {
            errors.Add(
                new FieldError(
                    CohortFields.Name, name.Length == 0 ? ManagerTexts.GiveItAName
                        : ManagerTexts.ANameHasAtMostCharacters.With(Limits.CohortName)));
        }
        else if (SingleLine.Problem(name) is { } problem)
        {
            errors.Add(new FieldError(CohortFields.Name, ManagerTexts.TheName.With(problem)));
        }
        else if (view.Definition.Cohorts.Any(other => other.Id != before.Id && TypedText.Same(other.Name, name)))
        {
            errors.Add(new FieldError(CohortFields.Name, ManagerTexts.ThereIsACohortOfThat));
        }

        var (zone, zoneErrors) = CohortFields.Zone.Read(input, before.Zone);
        errors.AddRange(zoneErrors);

        var (leads, leadErrors) = CohortFields.Lead.Read(view, input);
        errors.AddRange(leadErrors);
        if (leads.Count > 1)
        {
            errors.Add(new FieldError(CohortFields.Lead.ErrorField, ManagerTexts.ACohortHasOneImplementationManager));
        }

        return errors.Count > 0
            ? (null, errors)
            : (before with { Name = name, Zone = zone.Zone!, ImplementationManager = leads.Count == 1 ? leads[0] : null }, []);
    }

    private static JsonObject Data(StepView view, Cohort cohort) =>
        new ActionTarget(view.Draft.Id, cohort.Id).ToData();
}
