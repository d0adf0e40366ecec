using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="IsPersonalChat">False in a team or group chat.</param>
/// <param name="MayStart">The person may start rollouts.</param>
/// <param name="DraftId">Their unfinished draft; null if there is none.</param>
/// <param name="DraftName">The draft's name, as typed.</param>
internal sealed record WelcomeModel(bool IsPersonalChat, bool MayStart, RolloutId? DraftId, string? DraftName);

/// <summary>
/// The first card a person sees: what the bot does, who it is for, and how to continue.
/// </summary>
internal static class WelcomeCard
{
    public static AdaptiveCard Draw(WelcomeModel model)
    {
        List<AdaptiveElement> body =
        [
            CardKit.Text(HelpTexts.IHelp),
            new AdaptiveFactSet
            {
                Facts =
                [
                    new(HelpTexts.Phase1, HelpTexts.Phase1Is),
                    new(HelpTexts.Phase2, HelpTexts.Phase2Is),
                    new(HelpTexts.Phase3, HelpTexts.Phase3Is),
                ],
            },
            CardKit.Small(model.MayStart ? HelpTexts.ForManagers : HelpTexts.ForMembers),
        ];
        if (!model.IsPersonalChat)
        {
            body.Add(CardKit.Small(HelpTexts.AnsweredInOurChat));
        }

        else
        {
            body.Add(LanguageCard.Others());
        }

        List<AdaptiveAction> actions = [];
        if (model is { DraftId: { } draft, IsPersonalChat: true })
        {
            body.Add(
                CardKit.Notice(
                    AdaptiveContainerStyle.Emphasis,
                    HelpTexts.HalfFinished.With(CardText.Escape(string.IsNullOrEmpty(model.DraftName) ? HelpTexts.ARollout
                        : model.DraftName))
                )
            );
            actions.Add(
                Actions.Execute(
                    HelpTexts.ContinueWhereYouLeftOff, CardVerbs.DefineOpen, new ActionTarget(draft).ToData(),
                    ActionStyle.Positive)
            );
        }

        if (model is { MayStart: true, IsPersonalChat: true })
        {
            actions.Add(Actions.Execute(HelpTexts.NewRollout, CardVerbs.RolloutNew, style: actions.Count == 0 ? ActionStyle.Positive
                : null));
        }

        actions.Add(Actions.Execute(HelpTexts.MyChecklist, CardVerbs.ChecklistMine));
        actions.Add(Actions.Execute(HelpTexts.WhatCanIAsk, CardVerbs.HelpShow));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, HelpTexts.WelcomeTitle, "TeamsRolloutBot",
                model.IsPersonalChat ? HelpTexts.YourRolloutHere : HelpTexts.YourRollout),
            body, actions);
    }
}
