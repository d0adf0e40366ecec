using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>The fields of a cohort, in step 8 and when one is added to a running rollout.</summary>
internal static class CohortFields
{
    public const string Name = "cohortName";
    public const string Corporate = "corporate";
    public const string GoLive = "goLive";

    /// <summary>The input for a pasted member list.</summary>
    public const string Members = "members";

    public static ZoneField Zone => new("cohortZone", DefinitionTexts.TimeZone);

    public static PeopleField Lead => new("lead", DefinitionTexts.ImplementationManagerOfThisCohort);

    /// <summary>The fields of one cohort.</summary>
    /// <param name="view">The view they are shown with.</param>
    /// <param name="cohort">The cohort to edit; null for a new one.</param>
    public static IEnumerable<AdaptiveElement> Of(StepView view, Cohort? cohort)
    {
        var project = ProposedProject(view, cohort);
        foreach (var error in view.ErrorsOf(Name))
        {
            yield return error;
        }

        yield return Inputs.Text(
            Name,
            NameLabel(view.Definition.Strategy),
            maxLength: Limits.CohortName,
            placeholder: PlaceholderOf(view.Definition.Strategy),
            value: view.Value(Name, cohort?.Name ?? project?.Name ?? string.Empty));
        if (view.Definition.Strategy == Strategy.ByOffice)
        {
            yield return Inputs.Toggle(
                Corporate,
                DefinitionTexts.KindOfOffice,
                DefinitionTexts.ACorporateOfficeTheseStartFirst,
                value: view.Value(Corporate, cohort?.IsCorporate ?? view.Definition.Cohorts.Count == 0 ? "true" : "false"));
        }

        foreach (var error in view.ErrorsOf(GoLive))
        {
            yield return error;
        }

        yield return Inputs.Date(
            GoLive,
            DefinitionTexts.GoLiveFromThisDayThe,
            value: view.Value(GoLive, (cohort?.GoLive ?? project?.Start) is { } date ? Dates.Iso(date) : string.Empty));
        foreach (var element in Zone.Elements(view, cohort?.Zone ?? view.Definition.Zone, ZonesOfPeople(view)))
        {
            yield return element;
        }

        foreach (var element in Lead.Elements(view, cohort?.ImplementationManager is { } lead ? [lead] : [], single: true))
        {
            yield return element;
        }

        foreach (var element in People(view, cohort))
        {
            yield return element;
        }
    }

    /// <summary>
    /// The cohort's people: search and remove them, add them by group, file or list.
    /// </summary>
    private static IEnumerable<AdaptiveElement> People(StepView view, Cohort? cohort)
    {
        if (cohort is not null && view.MemberCounts.GetValueOrDefault(cohort.Id) is > 0 and var members)
        {
            var data = StepData.For(view with { Editing = cohort.Id }, CohortsStep.Position);
            yield return new AdaptiveActionSet
            {
                Actions =
                [
                    Actions.Execute(DefinitionTexts.ItsMembersFindRemove.With(members), DraftMembersCard.ListVerb, data)
                ]
            };
        }

        foreach (var element in Group(view))
        {
            yield return element;
        }

        foreach (var element in Attached(view))
        {
            yield return element;
        }

        foreach (var error in view.ErrorsOf(Members))
        {
            yield return error;
        }

        yield return Inputs.Text(
            Members,
            cohort is null
                ? DefinitionTexts.TeamMembersNameEMailRole
                : DefinitionTexts.MoreTeamMembersNameEMail,
            isMultiline: true,
            placeholder: DefinitionTexts.MariaLopezMariaCompanyComProject,
            value: view.Value(Members, string.Empty));
        yield return CardKit.Subtle(
            DefinitionTexts.OrPasteATableCommaSemicolon.With(string.Join(", ", view.Definition.Playbook.Roles.Take(12)
                .Select(role => role.Title))));
    }

    /// <summary>The checkbox for an attached list.</summary>
    public static IEnumerable<AdaptiveElement> Attached(StepView view)
    {
        if (view.Attached is { } list)
        {
            yield return Inputs.Toggle(
                AttachedLists.Field, DefinitionTexts.AttachedList, DefinitionTexts.AddThePeopleOfPeople.With(list.Name, list.People),
                value: view.Value(AttachedLists.Field, "true"));
        }
    }

    /// <summary>The input for an Entra group, if the directory is available.</summary>
    public static IEnumerable<AdaptiveElement> Group(StepView view)
    {
        if (!view.Directory.IsThere)
        {
            yield break;
        }

        foreach (var error in view.ErrorsOf(DirectoryFinds.GroupField))
        {
            yield return error;
        }

        yield return Inputs.Text(
            DirectoryFinds.GroupField,
            DefinitionTexts.EntraGroupEverybodyInItJoins,
            maxLength: 256,
            placeholder: DefinitionTexts.ItsNameAsInEntraOr,
            value: view.Value(DirectoryFinds.GroupField, string.Empty));
    }

    /// <summary>The time zones in the current list, most frequent first.</summary>
    private static IEnumerable<string> ZonesOfPeople(StepView view) =>
        PeopleTable.Read($"{view.Attached?.Text}\n{view.Typed?.Raw(Members)}".Trim(), MemberList.WordsOf(view.Definition.Playbook)).Rows
            .Select(row => ZoneNames.Find(row.Zone)?.Id).OfType<string>()
            .CountBy(zone => zone).OrderByDescending(zone => zone.Value).Select(zone => zone.Key);

    /// <summary>
    /// The project to propose for a new cohort, if cohorts follow projects; else null. A past start
    /// date is not proposed.
    /// </summary>
    public static Project? ProposedProject(StepView view, Cohort? cohort) =>
        cohort is not null || CohortOrder.WithoutCohort(view.Definition) is not [var next, ..] ? null
        : next.Name.Length > Limits.CohortName ? null
        : next.Start < view.Today ? next with { Start = null } : next;

    private static string PlaceholderOf(Strategy strategy) => strategy switch
    {
        Strategy.ByBusinessUnit => DefinitionTexts.CommercialUnit,
        Strategy.ByProjectStart => DefinitionTexts.RiversideTower,
        _ => DefinitionTexts.DenverOffice,
    };

    private static string NameLabel(Strategy strategy) => strategy switch
    {
        Strategy.ByBusinessUnit => DefinitionTexts.BusinessUnitOrMarketSector,
        Strategy.ByProjectStart => DefinitionTexts.Project,
        _ => DefinitionTexts.Office,
    };
}
