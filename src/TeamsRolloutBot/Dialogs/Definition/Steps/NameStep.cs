using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 1: the rollout's name, its playbook and the manager's time zone.</summary>
internal sealed class NameStep : IDefinitionStep
{
    private const string Name = "name";
    private const string PlaybookName = "playbook";
    private const string Zone = "zone";

    public int Number => 1;

    public string Title => "Name and playbook";

    public string Line => "What is this rollout called? The playbook brings the content; you can change your copy of it.";

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(Name),
        Inputs.Text(
            Name,
            "Name of the rollout",
            isRequired: true,
            errorMessage: "Give the rollout a name.",
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
        .. view.ErrorsOf(Zone),
        Inputs.Text(
            Zone,
            "Your time zone (your weekly digest comes in it)",
            isRequired: true,
            errorMessage: "Say in which time zone you are.",
            maxLength: 80,
            placeholder: "America/Denver",
            value: view.Value(Zone, view.Definition.Zone.Id)),
    ];

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

        var zone = input.Has(Zone) ? ZoneNames.Read(input.Text(Zone)) : ZoneReading.Of(view.Definition.Zone);
        if (zone.Problem is { } noZone)
        {
            errors.Add(new FieldError(Zone, noZone));
        }

        return errors.Count > 0
            ? StepOutcome.Reject(errors)
            : StepOutcome.Accept(view.Definition with { Name = name, Zone = zone.Zone! }) with { Notice = ReadBack.Zone(input.Text(Zone), zone.Zone!) };
    }

    public StepInput? FromText(string text, StepView view) => StepInput.FromFields(KeyValuePair.Create(Name, text));
}
