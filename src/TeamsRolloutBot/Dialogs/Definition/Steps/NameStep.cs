using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 1: the rollout's name, its playbook and the manager's time zone.</summary>
internal sealed class NameStep : IDefinitionStep
{
    private const string Name = "name";
    private const string DefaultsButton = "defaults";
    private const string PlaybookName = "playbook";
    private static ZoneField Zone => new("zone", DefinitionTexts.YourTimeZoneYourWeeklyDigest);

    public const int Position = 1;

    public int Number => Position;

    public string Title => DefinitionTexts.NameAndPlaybook;

    public string Line => DefinitionTexts.WhatIsThisRolloutCalledThe;

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(Name),
        Inputs.Text(
            Name,
            DefinitionTexts.NameOfTheRollout,
            maxLength: Limits.RolloutName,
            placeholder: DefinitionTexts.ProcorePayMountainRegion,
            value: view.Value(Name, view.Definition.Name)),
        .. view.ErrorsOf(PlaybookName),
        Inputs.Choices(
            PlaybookName,
            DefinitionTexts.StartFromThePlaybook,
            [.. Names(view).Select(name => Inputs.Choice(name, name))],
            style: AdaptiveChoiceInputStyle.Compact,
            value: view.Value(PlaybookName, view.Definition.Playbook.Name)),
        .. Zone.Elements(view, view.Definition.Zone),
    ];

    public IEnumerable<StepButton> Buttons(StepView view) =>
        view.Draft.LeadsToReview ? [new(DefinitionTexts.Next, "next")]
            : [new(DefinitionTexts.Next, "next"), new(DefinitionTexts.UseThePlaybooksDefaults, DefaultsButton)];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var errors = new List<FieldError>();
        var name = input.Text(Name).ReplaceLineEndings(" ");
        if (name.Length == 0)
        {
            errors.Add(new FieldError(Name, DefinitionTexts.GiveTheRolloutAName));
        }
        else if (name.Length > Limits.RolloutName)
        {
            errors.Add(new FieldError(Name, DefinitionTexts.TheNameHasCharactersAtMost.With(name.Length, Limits.RolloutName)));
        }
        else if (SingleLine.Problem(name) is { } flaw)
        {
            errors.Add(new FieldError(Name, DefinitionTexts.TheName.With(flaw)));
        }

        var (zone, zoneErrors) = Zone.Read(input, view.Definition.Zone);
        errors.AddRange(zoneErrors);

        var (definition, problem) = WithPlaybook(view, input);
        if (problem is not null)
        {
            errors.Add(new FieldError(PlaybookName, problem));
        }

        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        var notice = ReadBack.Zone(Zone.Text(input), zone.Zone!);
        var outcome = StepOutcome.Accept(definition with { Name = name, Zone = zone.Zone! }) with { Notice = notice };
        return button == DefaultsButton ? WithDefaults(view, outcome) : outcome;
    }

    // The draft's own playbook first: its changes are kept unless another one is chosen.
    private static IEnumerable<string> Names(StepView view) =>
        view.Playbooks.Select(playbook => playbook.Name).Prepend(view.Definition.Playbook.Name).Distinct(StringComparer.OrdinalIgnoreCase);

    private static (RolloutDefinition Definition, string? Problem) WithPlaybook(StepView view, StepInput input)
    {
        var chosen = input.Text(PlaybookName);
        if (chosen.Length == 0 || TypedText.Same(chosen, view.Definition.Playbook.Name))
        {
            return (view.Definition, null);
        }

        if (view.Playbooks.FirstOrDefault(playbook => TypedText.Same(playbook.Name, chosen)) is not { } other)
        {
            return (view.Definition, DefinitionTexts.ThereIsNoPlaybookCalledAny.With(Wording.Shorten(chosen, 80)));
        }

        // The members' roles belong to the current playbook.
        return view.MemberCounts.Values.Sum() > 0
            ? (
                view.Definition,
                DefinitionTexts.ThereArePeopleInTheCohorts
            )
            : (view.Definition.StartFrom(other), null);
    }

    /// <summary>
    /// Uses the playbook's defaults for everything but the cohorts; the author becomes the
    /// committee if there is none.
    /// </summary>
    private static StepOutcome WithDefaults(StepView view, StepOutcome outcome)
    {
        var definition = outcome.Definition!;
        var said = definition.Committee.Count > 0 ? string.Empty : DefinitionTexts.YouAreTheCommitteeForNow;
        return outcome with
        {
            Definition = definition.Committee.Count > 0 ? definition : definition with { Committee = [view.Caller.Person] },
            GoTo = CohortsStep.Position,
            LeadsToReview = true,
            Notice = string.Join(
                StepCard.Paragraph,
                new[]
                {
                    outcome.Notice,
                    DefinitionTexts.EverythingElseIsAsThePlaybook.With(said)
                }.OfType<string>()),
        };
    }

    public StepInput? FromText(string text, StepView view) => StepInput.FromFields(KeyValuePair.Create(Name, text));
}
