using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="Text">What was typed.</param>
/// <param name="MayStart">The person may start rollouts.</param>
/// <param name="HasRollout">They run or see a launched rollout.</param>
/// <param name="TakesPart">They are in a cohort.</param>
internal sealed record NotUnderstoodModel(string Text, bool MayStart, bool HasRollout, bool TakesPart);

/// <summary>The answer to what is no command: no dead end, and no pretending.</summary>
internal static class NotUnderstoodCard
{
    public static AdaptiveCard Draw(NotUnderstoodModel model)
    {
        var shown = Wording.Shorten(model.Text.ReplaceLineEndings(" "), 120);
        List<AdaptiveAction> actions = [];
        if (model.TakesPart)
        {
            actions.Add(
                Actions.Execute(
                    "Ask this as a question", CardVerbs.QuestionForm, new JsonObject { ["text"] = Wording.Shorten(model.Text, 1000) })
            );
            actions.Add(Actions.Execute("My checklist", CardVerbs.ChecklistMine));
        }

        if (model.HasRollout)
        {
            actions.Add(Actions.Execute("Status", CardVerbs.StatusShow));
        }

        if (model.MayStart)
        {
            actions.Add(Actions.Execute("New rollout", CardVerbs.RolloutNew));
        }

        actions.Add(Actions.Execute("What can I ask?", CardVerbs.HelpShow));
        var said = shown.Length == 0 ? "That message had no text I can read." : $"“{shown}” is not something I know how to do.";
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Emphasis, "Sorry", "I did not understand that"),
            [
                CardKit.Text(said),
                CardKit.Small(
                    model.TakesPart ? "Is it a question? I can bring it to somebody who knows." : "Here is what I can do for you:")
            ],
            actions);
    }
}
