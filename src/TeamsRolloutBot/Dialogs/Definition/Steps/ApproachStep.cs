using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 6: phased or instant-on.</summary>
internal sealed class ApproachStep : IDefinitionStep
{
    private const string Field = "approach";

    public int Number => 6;

    public string Title => "Approach";

    public string Line => "Cohort after cohort, or everybody on one day?";

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(Field),
        Inputs.Choices(
            Field,
            "Approach",
            [
                Inputs.Choice("Phased: cohort after cohort (recommended)", nameof(Approach.Phased)),
                Inputs.Choice("Instant-on: everybody on one day, in exactly one cohort", nameof(Approach.InstantOn)),
            ],
            style: AdaptiveChoiceInputStyle.Expanded,
            value: view.Value(Field, view.Definition.Approach.ToString())),
        Cards.CardKit.Small(
            "Phased is recommended: the first cohort finds what has to be explained better, and the next ones profit. With instant-on "
                + "everybody learns at once, and help is scarce just when most need it."),
    ];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        if (!Enum.TryParse<Approach>(input.Text(Field), ignoreCase: true, out var approach) || !Enum.IsDefined(approach))
        {
            return StepOutcome.Reject(new FieldError(Field, "Choose phased or instant-on."));
        }

        if (approach == Approach.InstantOn && view.Definition.Cohorts.Count > 1)
        {
            return StepOutcome.Reject(
                new FieldError(
                    Field,
                    $"Instant-on means exactly one cohort, and there are {view.Definition.Cohorts.Count}. Take cohorts out in step 8 first."
                )
            );
        }

        return new StepOutcome
        {
            Definition = view.Definition with { Approach = approach },
            Notice = approach == Approach.InstantOn
                ? "**Instant-on:** everybody starts on one day, in exactly one cohort. Plan more helpers for the first week."
                : null,
        };
    }

    public StepInput? FromText(string text, StepView view)
    {
        var word = text.Replace("-", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal);
        return Enum.TryParse<Approach>(word, ignoreCase: true, out _) ? StepInput.FromFields(KeyValuePair.Create(Field, word)) : null;
    }
}
