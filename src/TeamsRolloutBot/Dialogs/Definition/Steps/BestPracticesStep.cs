using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 4: the company's own procedures.</summary>
internal sealed class BestPracticesStep : IDefinitionStep
{
    private const string List = "practices";

    public int Number => 4;

    public bool TakesFiles => true;

    public string Title => DefinitionTexts.BestPractices;

    public string Line => DefinitionTexts.YourCompanysOwnProceduresEverybodyGets;

    public bool IsOptional => true;

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(List),
        Inputs.Text(
            List,
            DefinitionTexts.OneOnEachLineTitleLink,
            isMultiline: true,
            maxLength: 12_000,
            placeholder: DefinitionTexts.InvoiceApprovalHttpsIntranetCompany,
            value: view.Value(List, PracticeLines.Write(view.Definition.BestPractices))),
    ];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        if (input.IsUntouched(List, PracticeLines.Write(view.Definition.BestPractices)))
        {
            return StepOutcome.Accept(view.Definition);
        }

        var (practices, remarks) = PracticeLines.Read(input.Raw(List));
        var errors = remarks.Problems.Select(problem => new FieldError(List, problem)).ToList();
        if (practices.Count > Limits.BestPractices)
        {
            errors.Add(new FieldError(List, DefinitionTexts.BestPracticesAreTooManyAt.With(practices.Count, Limits.BestPractices)));
        }

        var length = practices.Sum(practice => practice.Title.Length + (practice.Url?.Length ?? 0) + (practice.Text?.Length ?? 0));
        if (length > Limits.BestPracticesText)
        {
            errors.Add(
                new FieldError(
                    List,
                    DefinitionTexts.AllTogetherHaveCharactersAtMost.With(length, Limits.BestPracticesText)));
        }

        return errors.Count > 0
            ? StepOutcome.Reject(errors)
            : StepOutcome.Accept(view.Definition with { BestPractices = practices }) with { Notice = ReadBack.Lines(remarks) };
    }

    public StepInput? FromText(string text, StepView view) => StepInput.FromFields(KeyValuePair.Create(List, text));
}
