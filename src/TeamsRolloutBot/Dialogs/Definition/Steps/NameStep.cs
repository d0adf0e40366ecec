using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 1: the rollout's name, its playbook and the manager's time zone.</summary>
internal sealed class NameStep : IDefinitionStep
{
    private const string Name = "name";
    private const string DefaultsButton = "defaults";
    private const string PlaybookName = "playbook";
    private static readonly ZoneField Zone = new("zone", "Your time zone (your weekly digest comes in it)");

    public int Number => 1;

    public string Title => "Name and playbook";

    public string Line => "What is this rollout called? The playbook brings the content; you can change your copy of it.";

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(Name),
        Inputs.Text(
            Name,
            "Name of the rollout",
            maxLength: Limits.RolloutName,
            placeholder: "Procore Pay, Mountain region",
            value: view.Value(Name, view.Definition.Name)),
        .. view.ErrorsOf(PlaybookName),
        Inputs.Choices(
            PlaybookName,
            "Playbook",
            [Inputs.Choice(view.Definition.Playbook.Name, view.Definition.Playbook.Name)],
            style: AdaptiveChoiceInputStyle.Compact,
            value: view.Definition.Playbook.Name),
        .. Zone.Elements(view, view.Definition.Zone),
    ];

    public IEnumerable<StepButton> Buttons(StepView view) =>
        view.Draft.LeadsToReview ? [new("Next", "next")] : [new("Next", "next"), new("Use the playbook’s defaults", DefaultsButton)];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var errors = new List<FieldError>();
        var name = input.Text(Name).ReplaceLineEndings(" ");
        if (name.Length == 0)
        {
            errors.Add(new FieldError(Name, "Give the rollout a name."));
        }
        else if (name.Length > Limits.RolloutName)
        {
            errors.Add(new FieldError(Name, $"The name has {name.Length:N0} characters; at most {Limits.RolloutName} fit."));
        }
        else if (SingleLine.Problem(name) is { } problem)
        {
            errors.Add(new FieldError(Name, $"The name {problem}."));
        }

        var (zone, zoneErrors) = Zone.Read(input, view.Definition.Zone);
        errors.AddRange(zoneErrors);

        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        var notice = ReadBack.Zone(Zone.Text(input), zone.Zone!);
        var outcome = StepOutcome.Accept(view.Definition with { Name = name, Zone = zone.Zone! }) with { Notice = notice };
        return button == DefaultsButton ? WithDefaults(view, outcome) : outcome;
    }

    /// <summary>
    /// Everything but the cohorts is as the playbook has it; whoever defines the rollout answers
    /// what nobody else answers.
    /// </summary>
    private static StepOutcome WithDefaults(StepView view, StepOutcome outcome)
    {
        var definition = outcome.Definition!;
        var said = definition.Committee.Count > 0 ? string.Empty : " You are the committee for now.";
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
                    $"Everything else is as the playbook has it.{said} The review shows it all, and each line of it can be changed there."
                }.OfType<string>()),
        };
    }

    public StepInput? FromText(string text, StepView view) => StepInput.FromFields(KeyValuePair.Create(Name, text));
}
