using AdaptiveCards;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 2: the in-house experts.</summary>
internal sealed class CommitteeStep : IDefinitionStep
{
    private static PeopleField People => new("committee", DefinitionTexts.CommitteeMembers);

    public int Number => 2;

    public bool TakesFiles => true;

    public string Title => DefinitionTexts.Committee;

    public string Line => DefinitionTexts.YourInHouseExpertsTheySee;

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
            0 => StepOutcome.Reject(new FieldError(People.ErrorField, DefinitionTexts.NameAtLeastOneCommitteeMember)),
            > Limits.Committee =>
                StepOutcome.Reject(
                    new FieldError(
                        People.ErrorField, DefinitionTexts.PeopleAreMoreThanACommittee.With(people.Count, Limits.Committee))),
            _ => StepOutcome.Accept(view.Definition with { Committee = people }),
        };
    }

    public StepInput? FromText(string text, StepView view) => People.FromText(text);
}
