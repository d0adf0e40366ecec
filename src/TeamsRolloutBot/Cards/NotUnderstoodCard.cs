using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="Text">The typed text.</param>
/// <param name="MayStart">The person may start rollouts.</param>
/// <param name="HasRollout">They manage or see a launched rollout.</param>
/// <param name="TakesPart">They are in a cohort.</param>
internal sealed record NotUnderstoodModel(string Text, bool MayStart, bool HasRollout, bool TakesPart);

/// <summary>The honest reply to text that is no command, with a way forward.</summary>
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
                    MemberTexts.AskThisAsAQuestion, CardVerbs.QuestionForm, new JsonObject { ["text"] = Wording.Shorten(model.Text, 1000) })
            );
            actions.Add(Actions.Execute(MemberTexts.MyChecklist, CardVerbs.ChecklistMine));
        }

        if (model.HasRollout)
        {
            actions.Add(Actions.Execute(MemberTexts.Status, CardVerbs.StatusShow));
        }

        if (model.MayStart)
        {
            actions.Add(Actions.Execute(MemberTexts.NewRollout, CardVerbs.RolloutNew));
        }

        actions.Add(Actions.Execute(MemberTexts.WhatCanIAsk, CardVerbs.HelpShow));
        var said = shown.Length == 0 ? MemberTexts.ThatMessageHadNoTextI : MemberTexts.IsNotSomethingIKnowHow.With(shown);
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Emphasis, MemberTexts.ForYouToKnow, MemberTexts.IDidNotUnderstandThat),
            [
                CardKit.Text(said),
                CardKit.Small(
                    model.TakesPart ? MemberTexts.IsItAQuestionICan : MemberTexts.HereIsWhatICanDo)
            ],
            actions);
    }
}
