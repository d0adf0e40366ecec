using AdaptiveCards;
using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 6: phased or instant-on.</summary>
internal sealed class ApproachStep : IDefinitionStep
{
    private const string Field = "approach";

    public int Number => 6;

    public string Title => DefinitionTexts.Approach;

    public string Line => DefinitionTexts.CohortAfterCohortOrEverybodyOn;

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(Field),
        Inputs.Choices(
            Field,
            DefinitionTexts.Approach,
            [
                Inputs.Choice(DefinitionTexts.PhasedCohortAfterCohortRecommended, nameof(Approach.Phased)),
                Inputs.Choice(DefinitionTexts.InstantOnEverybodyOnOneDay2, nameof(Approach.InstantOn)),
            ],
            style: AdaptiveChoiceInputStyle.Expanded,
            value: view.Value(Field, view.Definition.Approach.ToString())),
        Cards.CardKit.Small(
            DefinitionTexts.PhasedIsRecommendedTheFirstCohort),
    ];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        if (!Enum.TryParse<Approach>(input.Text(Field), ignoreCase: true, out var approach) || !Enum.IsDefined(approach))
        {
            return StepOutcome.Reject(new FieldError(Field, DefinitionTexts.ChoosePhasedOrInstantOn));
        }

        if (approach == Approach.InstantOn && view.Definition.Cohorts.Count > 1)
        {
            return StepOutcome.Reject(
                new FieldError(
                    Field,
                    DefinitionTexts.InstantOnMeansExactlyOneCohort2.With(view.Definition.Cohorts.Count)
                )
            );
        }

        return new StepOutcome
        {
            Definition = view.Definition with { Approach = approach },
            Notice = approach == Approach.InstantOn
                ? DefinitionTexts.InstantOnEverybodyStartsOnOne
                : null,
        };
    }

    public StepInput? FromText(string text, StepView view)
    {
        var word = text.Replace("-", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal);
        return Enum.TryParse<Approach>(word, ignoreCase: true, out _) ? StepInput.FromFields(KeyValuePair.Create(Field, word)) : null;
    }
}
