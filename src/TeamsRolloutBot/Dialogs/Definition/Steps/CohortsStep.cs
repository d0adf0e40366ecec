using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using static TeamsRolloutBot.Dialogs.Definition.Steps.CohortFields;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 8: the cohorts, one at a time.</summary>
internal sealed class CohortsStep : IDefinitionStep
{
    /// <summary>The step's number.</summary>
    public const int Position = LaunchRules.CohortsStep;

    public const string AddButton = "add";
    public const string RemoveButton = "remove";
    public static string GoOnWithout => DefinitionTexts.GoOnWithoutThem;
    public const string EditVerb = CardVerbs.DefineCohort;
    public const string PageField = "page";
    private const string WithoutRowsButton = "without";

    public int Number => Position;

    public bool TakesFiles => true;

    public IReadOnlyCollection<string> MemberLists => [Members];

    public string Title => DefinitionTexts.Cohorts;

    public string Line => DefinitionTexts.ThePeopleOfOneOfficeUnit;

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        foreach (var element in JobTitleQuestions.Elements(view.Definition.Playbook, view.Value).Concat(CohortList.Draw(view)))
        {
            yield return element;
        }

        var cohort = Edited(view);
        yield return CardKit.Title(
            cohort is not null ? DefinitionTexts.Change2.With(cohort.Name) : view.Definition.Cohorts.Count == 0
                ? DefinitionTexts.FirstCohort : DefinitionTexts.AddAnotherCohort);
        foreach (var field in CohortFields.Of(view, cohort))
        {
            yield return field;
        }
    }

    public IEnumerable<StepButton> Buttons(StepView view)
    {
        yield return new(Edited(view) is null ? DefinitionTexts.AddCohort : DefinitionTexts.SaveCohort, AddButton);
        yield return new(DefinitionTexts.Next, "next");

        if (view.HasRowsToCorrect)
        {
            yield return new(GoOnWithout, WithoutRowsButton);
        }

        if (Edited(view) is not null)
        {
            yield return new(DefinitionTexts.RemoveCohort, RemoveButton);
        }
    }

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        if (button == RemoveButton && Edited(view) is { } unwanted)
        {
            return new StepOutcome
            {
                Definition = view.Definition.WithoutCohort(unwanted.Id),
                RemovedCohort = unwanted.Id,
                Stay = true,
                Notice = DefinitionTexts.WasTakenOut.With(CardText.Escape(unwanted.Name)),
            };
        }

        var said = JobTitleQuestions.Read(view.Definition.Playbook, input.Text);
        var definition = view.Definition with { Playbook = view.Definition.Playbook.Knowing(said) };
        var outcome = SubmitCohort(view, definition, input, button);
        return outcome.Definition is null || said.Count == 0
            ? outcome
            : outcome with
            {
                Said = said,
                Notice = string.Join(
                      StepCard.Paragraph,
                      new[] { outcome.Notice, CardText.Escape(JobTitleQuestions.Said(definition.Playbook, said)) }.OfType<string>())
            };
    }

    private static StepOutcome SubmitCohort(StepView view, RolloutDefinition definition, StepInput input, string button)
    {
        // An untouched proposal is not a cohort.
        var isProposed = view.Definition.Cohorts.Count > 0 && input.Text(Name) == ProposedProject(view, Edited(view))?.Name;
        var isEmpty = (isProposed || input.Text(Name).Length == 0)
            && input.Text(Members).Length == 0
            && input.Text(DirectoryFinds.GroupField).Length == 0;
        if (button != AddButton && isEmpty)
        {
            return view.Definition.Cohorts.Count == 0
                ? StepOutcome.Reject(new FieldError(Name, DefinitionTexts.AddAtLeastOneCohort))
                : StepOutcome.Accept(definition);
        }

        return Save(view, definition, input, button);
    }

    private static Cohort? Edited(StepView view) => view.Editing is { } id ? view.Definition.FindCohort(id) : null;

    private static StepOutcome Save(StepView view, RolloutDefinition definition, StepInput input, string button)
    {
        var errors = new List<FieldError>();
        var before = Edited(view);
        var reading = MemberList.Read(input.Raw(Members), definition.Playbook, view.Roster, view.Directory);
        if (button == WithoutRowsButton)
        {
            reading = reading with { BadRows = [] };
        }

        // For people in both, the list wins: it may state a role.
        IReadOnlyList<Member> members =
        [
            .. People.Once(reading.WithoutCohort.Concat(view.Directory.GroupMembers), member => member.Person)
        ];
        var isNamed = reading.Cohorts.Count == 0 || members.Count > 0 || before is not null || input.Text(Name).Length > 0;
        var (date, zone) = CohortReading.WhenAndWhere(view, definition, input, isNamed, errors);
        var people = new List<CohortPeople>();
        if (isNamed)
        {
            var cohort = CohortReading.Read(view, definition, before, input, errors, date, zone);
            definition = definition.WithCohort(cohort);
            people.Add(new CohortPeople(cohort.Id, members));
            if ((before is null ? 0 : view.MemberCounts.GetValueOrDefault(before.Id)) + members.Count > Limits.MembersPerCohort)
            {
                errors.Add(new FieldError(Members, DefinitionTexts.ACohortHoldsAtMostPeople.With(Limits.MembersPerCohort)));
            }
        }

        errors.AddRange(view.Directory.Errors);
        var table = new CohortTable(view, date, zone);
        (definition, var listed) = table.TakeIn(definition, reading.Cohorts);
        people.AddRange(listed);
        errors.AddRange(table.Errors);
        return errors.Count > 0 ? StepOutcome.Reject(errors) : Saved(definition, people, reading, input, button);
    }

    private static StepOutcome Saved(
        RolloutDefinition definition, List<CohortPeople> people, MemberReading reading, StepInput input, string button)
    {
        var first = people[0];
        return new StepOutcome
        {
            Definition = definition with { Playbook = definition.Playbook.Asking(reading.UnknownTitles) },
            Cohort = first.Cohort,
            NewMembers = first.Members,
            Others = [.. people.Skip(1)],
            BadRows = reading.BadRows,
            Stay = button == AddButton || reading.BadRows.Count > 0 || reading.UnknownTitles.Count > 0,
            Notice = reading.BadRows.Count > 0 ? null : Notice(definition, people, input, reading.Remarks),
            Remarks = reading.Remarks,
            UnknownTitles = reading.UnknownTitles,
            Keep = reading.BadRows.Count > 0 ? StepInput.FromFields() : null,
        };
    }

    private static string Notice(RolloutDefinition definition, List<CohortPeople> people, StepInput input, string remarks)
    {
        var first = definition.FindCohort(people[0].Cohort)!;
        var members = people.Sum(each => each.Members.Count);
        var saved = people.Count > 1
            ? DefinitionTexts.CohortsAreSavedWithNewMembers.With(people.Count, members)
            : string.Join(' ', new[]
            {
                DefinitionTexts.IsSaved.With(CardText.Escape(first.Name),
                    (members > 0 ? DefinitionTexts.WithNewMembers.With(members) : string.Empty)),
                ReadBack.Date(DefinitionTexts.GoLiveIs, input.Text(GoLive), first.GoLive),
                ReadBack.Zone(Zone.Text(input), first.Zone),
            }.OfType<string>());
        return remarks.Length == 0 ? saved : saved + StepCard.Paragraph + remarks;
    }
}
