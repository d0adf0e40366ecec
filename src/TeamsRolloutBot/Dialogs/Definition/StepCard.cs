using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A step's card: header, notice, fields, buttons and navigation.</summary>
internal static class StepCard
{
    /// <summary>Separates the paragraphs of a notice.</summary>
    public const string Paragraph = "\n\n";

    public static AdaptiveCard Draw(IDefinitionStep step, StepView view)
    {
        var body = new List<AdaptiveElement>();
        string[] notice = view.Notice?.Split(Paragraph) ?? [];
        if (view.Errors.Count > 0)
        {
            body.Add(
                CardKit.Notice(
                    AdaptiveContainerStyle.Attention,
                    [
                        DefinitionTexts.NotSavedYetThingsNeedAnother.With(view.Errors.Count),
                        .. notice,
                    ]));
        }
        else if (notice.Length > 0)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Emphasis, notice));
        }

        body.AddRange(step.Body(view with { Errors = [.. view.Errors.Take(12)] }));
        var data = StepData.For(view, step.Number);
        List<AdaptiveAction> actions = [.. step.Buttons(view).Select((button, index) =>
            Actions.Execute(
                button.Title, CardVerbs.DefineNext, StepData.For(view, StepData.Target(view, step.Number) with { Button = button.Id }),
                index == 0 ? ActionStyle.Positive : null))];
        if (step.Number > 1 || view.Draft.LeadsToReview)
        {
            actions.Add(Leave(DefinitionTexts.Back, CardVerbs.DefineBack));
        }

        if (step.IsOptional)
        {
            actions.Add(Leave(DefinitionTexts.Skip, CardVerbs.DefineSkip));
        }

        actions.Add(Leave(DefinitionTexts.SaveForLater, CardVerbs.DefineSave));
        if (actions.Count < Actions.Most)
        {
            actions.Add(Leave(DefinitionTexts.Cancel, CardVerbs.DefineCancel));
        }

        var name = view.Definition.Name.Length == 0 ? string.Empty : $" · {Wording.Shorten(view.Definition.Name, 60)}";
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, DefinitionTexts.StepOf11.With(step.Number), step.Title + name, step.Line),
            body,
            actions);

        // Navigation sends the fields' input, which is kept. No input is required by the client, so
        // nothing blocks it.
        AdaptiveAction Leave(string title, string verb) => Actions.Execute(title, verb, data);
    }
}
