using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;
using static TeamsRolloutBot.Dialogs.Definition.Steps.CohortFields;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 8: the cohorts, one at a time.</summary>
internal sealed class CohortsStep : IDefinitionStep
{
    /// <summary>Which step of the definition it is.</summary>
    public const int Position = 8;

    public const string AddButton = "add";
    public const string RemoveButton = "remove";
    public const string GoOnWithout = "Go on without them";
    public const string EditVerb = "define.cohort";
    public const string PageField = "page";
    private const string WithoutRowsButton = "without";
    private const int PageSize = 8;

    public int Number => Position;

    public bool TakesFiles => true;

    public IReadOnlyCollection<string> MemberLists => [Members];

    public string Title => "Cohorts";

    public string Line => "The people of one office, unit or project that start together.";

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        foreach (var element in JobTitleQuestions.Elements(view.Definition.Playbook).Concat(List(view)))
        {
            yield return element;
        }

        var cohort = Edited(view);
        yield return CardKit.Title(cohort is not null ? $"Change {cohort.Name}" : view.Definition.Cohorts.Count == 0 ? "First cohort" : "Add another cohort");
        foreach (var field in CohortFields.Of(view, cohort))
        {
            yield return field;
        }
    }

    public IEnumerable<StepButton> Buttons(StepView view)
    {
        yield return new(Edited(view) is null ? "Add cohort" : "Save cohort", AddButton);
        if (view.Definition.Cohorts.Count > 0)
        {
            yield return new("Next", "next");
        }

        if (view.BadRows.Count > 0)
        {
            yield return new(GoOnWithout, WithoutRowsButton);
        }

        if (Edited(view) is not null)
        {
            yield return new("Remove cohort", RemoveButton);
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
                Notice = $"**{CardText.Escape(unwanted.Name)}** was taken out.",
            };
        }

        var said = JobTitleQuestions.Read(view.Definition.Playbook, input.Text);
        var definition = view.Definition with { Playbook = view.Definition.Playbook.Knowing(said) };
        var outcome = SubmitCohort(view, definition, input, button);
        return outcome.Definition is null || said.Count == 0
            ? outcome
            : outcome with { Said = said, Notice = string.Join(StepCard.Paragraph, new[] { outcome.Notice, CardText.Escape(JobTitleQuestions.Said(definition.Playbook, said)) }.OfType<string>()) };
    }

    private static StepOutcome SubmitCohort(StepView view, RolloutDefinition definition, StepInput input, string button)
    {
        var isEmpty = input.Text(Name).Length == 0 && input.Text(Members).Length == 0 && input.Text(DirectoryFinds.GroupField).Length == 0;
        if (button != AddButton && isEmpty)
        {
            return view.Definition.Cohorts.Count == 0
                ? StepOutcome.Reject(new FieldError(Name, "Add at least one cohort."))
                : StepOutcome.Accept(definition);
        }

        return Save(view, definition, input, button);
    }

    private static Cohort? Edited(StepView view) => view.Editing is { } id ? view.Definition.FindCohort(id) : null;

    private static IEnumerable<AdaptiveElement> List(StepView view)
    {
        var cohorts = CohortOrder.ByGoLive(view.Definition);
        var page = int.TryParse(view.Typed?.Text(PageField), out var typed) ? Math.Clamp(typed, 0, Math.Max(0, (cohorts.Count - 1) / PageSize)) : 0;
        foreach (var cohort in cohorts.Skip(page * PageSize).Take(PageSize))
        {
            var people = CardKit.Count(view.MemberCounts.GetValueOrDefault(cohort.Id), "member", "members");
            yield return CardKit.ActionRow(
                "✓",
                [
                    CardKit.Block(CardText.Escape(cohort.Name), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle($"{Dates.Full(cohort.GoLive)} · {people} · {cohort.ImplementationManager?.Name ?? "no implementation manager"}"),
                ],
                Actions.Execute("Change", EditVerb, StepData.For(view, Position).With("cohort", cohort.Id.Value), associatedInputs: AdaptiveAssociatedInputs.None));
        }

        if (cohorts.Count > PageSize)
        {
            var next = (page + 1) * PageSize < cohorts.Count ? page + 1 : 0;
            yield return new AdaptiveActionSet
            {
                Actions = [
                Actions.Execute(
                    $"{page * PageSize + 1}–{Math.Min(cohorts.Count, (page + 1) * PageSize)} of {cohorts.Count}: show more",
                    EditVerb,
                    StepData.For(view, Position).With(PageField, next),
                    associatedInputs: AdaptiveAssociatedInputs.None),
            ],
            };
        }
    }

    private static StepOutcome Save(StepView view, RolloutDefinition definition, StepInput input, string button)
    {
        var before = Edited(view);
        var errors = new List<FieldError>();
        var name = ReadName(definition, before, input, errors);
        var goLive = DateReader.Read(input.Text(GoLive), view.Today);
        if (goLive.Problem is { } noDate)
        {
            errors.Add(new FieldError(GoLive, input.Text(GoLive).Length == 0 ? "Choose the go-live date." : noDate));
        }

        var (zone, zoneErrors) = Zone.Read(input, definition.Zone);
        errors.AddRange(zoneErrors);

        var (leads, leadErrors) = Lead.Read(view, input);
        errors.AddRange(leadErrors);
        if (leads.Count > 1)
        {
            errors.Add(new FieldError(Lead.ErrorField, "A cohort has one implementation manager: choose or type one."));
        }

        errors.AddRange(view.Directory.Errors);
        var reading = MemberList.Read(input.Raw(Members), definition.Playbook, view.Roster, view.Directory);
        var (listed, badRows) = button == WithoutRowsButton ? reading with { BadRows = [] } : reading;

        // Who is in both is as the list says: it may know a role.
        IReadOnlyList<Member> members = [.. People.Once(listed.Concat(view.Directory.GroupMembers), member => member.Person)];
        if ((before is null ? 0 : view.MemberCounts.GetValueOrDefault(before.Id)) + members.Count > Limits.MembersPerCohort)
        {
            errors.Add(new FieldError(Members, $"A cohort holds at most {Limits.MembersPerCohort:N0} people. Divide it."));
        }

        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        var cohort = new Cohort
        {
            Id = before?.Id ?? NextId(definition),
            Name = name,
            GoLive = goLive.Date!.Value,
            Zone = zone.Zone!,
            ImplementationManager = leads.Count == 1 ? leads[0] : null,
            IsCorporate = definition.Strategy == Strategy.ByOffice && input.IsTrue(Corporate),
            Sessions = before?.Sessions ?? [],
        };
        return new StepOutcome
        {
            Definition = definition.WithCohort(cohort) with { Playbook = definition.Playbook.Asking(reading.UnknownTitles) },
            Cohort = cohort.Id,
            NewMembers = members,
            BadRows = badRows,
            Stay = button == AddButton || badRows.Count > 0 || reading.UnknownTitles.Count > 0,
            Notice = badRows.Count > 0 ? null : Notice(cohort, members.Count, input, reading.Columns),
            Columns = reading.Columns,
            UnknownTitles = reading.UnknownTitles,
            Keep = badRows.Count > 0 ? StepInput.FromFields() : null,
        };
    }

    private static string Notice(Cohort cohort, int members, StepInput input, string columns)
    {
        var saved = string.Join(' ', new[]
        {
            $"**{CardText.Escape(cohort.Name)}** is saved{(members > 0 ? $" with {CardKit.Count(members, "new member", "new members")}" : string.Empty)}.",
            ReadBack.Date("Go-live is", input.Text(GoLive), cohort.GoLive),
            ReadBack.Zone(Zone.Text(input), cohort.Zone),
        }.OfType<string>());
        return columns.Length == 0 ? saved : saved + StepCard.Paragraph + columns;
    }

    private static string ReadName(RolloutDefinition definition, Cohort? before, StepInput input, List<FieldError> errors)
    {
        var name = input.Text(Name).ReplaceLineEndings(" ");
        if (name.Length is 0 or > Limits.CohortName)
        {
            errors.Add(new FieldError(Name, name.Length == 0 ? "Give the cohort a name." : $"The name has {name.Length:N0} characters; at most {Limits.CohortName} fit."));
        }
        else if (SingleLine.Problem(name) is { } problem)
        {
            errors.Add(new FieldError(Name, $"The name {problem}."));
        }
        else if (definition.Cohorts.Any(cohort => cohort.Id != before?.Id && TypedText.Same(cohort.Name, name)))
        {
            errors.Add(new FieldError(Name, "There is a cohort of that name already. Change that one, or choose another name."));
        }

        if (before is null && definition.Approach == Approach.InstantOn && definition.Cohorts.Count > 0)
        {
            errors.Add(new FieldError(Name, "Instant-on means exactly one cohort. Choose phased in step 6 to add more."));
        }

        if (before is null && definition.Cohorts.Count >= Limits.Cohorts)
        {
            errors.Add(new FieldError(Name, $"A rollout holds at most {Limits.Cohorts} cohorts."));
        }

        return name;
    }

    private static CohortId NextId(RolloutDefinition definition)
    {
        var highest = definition.Cohorts
            .Select(cohort => int.TryParse(cohort.Id.Value.AsSpan(1), out var number) ? number : 0)
            .DefaultIfEmpty(0)
            .Max();
        return new CohortId($"c{highest + 1}");
    }
}
