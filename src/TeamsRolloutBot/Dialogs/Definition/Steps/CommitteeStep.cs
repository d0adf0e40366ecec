using AdaptiveCards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 2: the in-house experts.</summary>
internal sealed class CommitteeStep : IDefinitionStep
{
    private static readonly PeopleField People = new("committee", "Committee members");

    public int Number => 2;

    public bool TakesFiles => true;

    public string Title => "Committee";

    public string Line => "Your in-house experts: they see the rollout and answer questions nobody else answers. At least one.";

    public IEnumerable<AdaptiveElement> Body(StepView view) => People.Elements(view, view.Definition.Committee, single: false);

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var (people, errors) = People.Read(view, input);
        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        return people.Count switch
        {
            0 => StepOutcome.Reject(new FieldError(People.ErrorField, "Name at least one committee member.")),
            > Limits.Committee =>
                StepOutcome.Reject(
                    new FieldError(
                        People.ErrorField, $"{people.Count} people are more than a committee can hold; at most {Limits.Committee}.")),
            _ => StepOutcome.Accept(view.Definition with { Committee = people }),
        };
    }

    public StepInput? FromText(string text, StepView view) => People.FromText(text);
}
