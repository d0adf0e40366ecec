using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="IsPersonalChat">False in a team or group chat.</param>
/// <param name="MayStart">The person may start rollouts.</param>
/// <param name="DraftId">A half-finished definition of theirs; null when there is none.</param>
/// <param name="DraftName">Its name, as typed.</param>
internal sealed record WelcomeModel(bool IsPersonalChat, bool MayStart, string? DraftId, string? DraftName);

/// <summary>
/// The first thing a person sees: what the bot does, who it is for, and a way forward.
/// </summary>
internal static class WelcomeCard
{
    public static AdaptiveCard Draw(WelcomeModel model)
    {
        List<AdaptiveElement> body =
        [
            CardKit.Text("I help your company bring its people onto Procore Pay, step by step:"),
            new AdaptiveFactSet
            {
                Facts = [
                new("1 Get ready", "Everybody gets a personal checklist, 2–3 weeks before they start"),
                new("2 Train", "Training sessions are planned, a week before"),
                new("3 Use", "After go-live I check in, and bring questions to somebody who knows"),
            ],
            },
            CardKit.Small(model.MayStart
                ? "As implementation manager you define the rollout here; nothing is sent before you launch it. If you take part in "
                      + "one, your checklist comes here by itself."
                : "If you take part in a rollout, your checklist comes here by itself. You can ask me a question any time."),
        ];
        if (!model.IsPersonalChat)
        {
            body.Add(CardKit.Small("Whatever you ask me here about your rollout, I answer in our own chat."));
        }

        List<AdaptiveAction> actions = [];
        if (model is { DraftId: { } draft, IsPersonalChat: true })
        {
            body.Add(
                CardKit.Notice(
                    AdaptiveContainerStyle.Emphasis,
                    $"**{CardText.Escape(string.IsNullOrEmpty(model.DraftName) ? "A rollout" : model.DraftName)}** is half finished."
                )
            );
            actions.Add(
                Actions.Execute(
                    "Continue where you left off", CardVerbs.DefineOpen, new JsonObject { [ActionData.Rollout] = draft },
                    ActionStyle.Positive)
            );
        }

        if (model is { MayStart: true, IsPersonalChat: true })
        {
            actions.Add(Actions.Execute("New rollout", CardVerbs.RolloutNew, style: actions.Count == 0 ? ActionStyle.Positive : null));
        }

        actions.Add(Actions.Execute("My checklist", CardVerbs.ChecklistMine));
        actions.Add(Actions.Execute("What can I ask?", CardVerbs.HelpShow));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "Welcome", "TeamsRolloutBot",
                model.IsPersonalChat ? "Your rollout of Procore Pay, in this chat" : "Your rollout of Procore Pay"),
            body, actions);
    }
}
