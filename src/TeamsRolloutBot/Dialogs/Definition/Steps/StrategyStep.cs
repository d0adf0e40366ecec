using AdaptiveCards;
using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 7: what a cohort is, and in which order cohorts start.</summary>
internal sealed class StrategyStep : IDefinitionStep
{
    private const string Field = "strategy";

    public int Number => 7;

    public string Title => DefinitionTexts.Strategy;

    public string Line => DefinitionTexts.WhoStartsTogetherAndInWhich;

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(Field),
        Inputs.Choices(
            Field,
            DefinitionTexts.ACohortIs,
            [
                Inputs.Choice(DefinitionTexts.AnOfficeCorporateOfficesFirstThen, nameof(Strategy.ByOffice)),
                Inputs.Choice(DefinitionTexts.ABusinessUnitOrMarketSector, nameof(Strategy.ByBusinessUnit)),
                Inputs.Choice(DefinitionTexts.AProjectInTheOrderIn, nameof(Strategy.ByProjectStart)),
            ],
            style: AdaptiveChoiceInputStyle.Expanded,
            value: view.Value(Field, view.Definition.Strategy.ToString())),
    ];

    public StepOutcome Submit(StepView view, StepInput input, string button) =>
        Enum.TryParse<Strategy>(input.Text(Field), ignoreCase: true, out var strategy) && Enum.IsDefined(strategy)
            ? StepOutcome.Accept(view.Definition with { Strategy = strategy })
            : StepOutcome.Reject(new FieldError(Field, DefinitionTexts.ChooseByOfficeByBusinessUnit));

    public StepInput? FromText(string text, StepView view)
    {
        var strategy = text.ToLowerInvariant() switch
        {
            var word when word.Contains("office", StringComparison.Ordinal) => Strategy.ByOffice,
            var word when word.Contains("unit", StringComparison.Ordinal) || word.Contains("sector", StringComparison.Ordinal) =>
                Strategy.ByBusinessUnit,
            var word when word.Contains("project", StringComparison.Ordinal) => Strategy.ByProjectStart,
            _ => (Strategy?)null,
        };
        return strategy is null ? null : StepInput.FromFields(KeyValuePair.Create(Field, strategy.Value.ToString()));
    }
}
