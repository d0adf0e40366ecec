using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Forecast">Who can't be reached.</param>
/// <param name="Link">Where people get the app; null where it has no id.</param>
/// <param name="Installs">The bot installs the app itself.</param>
/// <param name="Permissions">What it would take for that.</param>
/// <param name="IsDraft">It is not launched yet.</param>
/// <param name="IsInEmail">The welcome e-mail says where people get the app.</param>
internal sealed record ReachModel(
    string RolloutId, RolloutDefinition Definition, ReachForecast Forecast, string? Link, bool Installs, IReadOnlyList<string> Permissions,
    bool IsDraft, bool IsInEmail);

/// <summary>Who the bot can't write to, and what helps.</summary>
internal static class ReachCard
{
    public const string ShowVerb = CardVerbs.ReachShow;
    public const string EmailVerb = "reach.email";

    public static AdaptiveCard Draw(ReachModel model, string? notice = null)
    {
        var data = new JsonObject { [ActionData.Rollout] = model.RolloutId };
        List<AdaptiveElement> body = [];
        if (notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Good, CardText.Escape(notice)));
        }

        body.AddRange(model.Forecast.Sentences.Select(CardKit.Text));
        if (!model.Forecast.IsEverybody)
        {
            body.Add(CardKit.Small("Whatever is due for them waits and goes out as soon as they have the app."));
            body.Add(CardKit.Title("What helps"));
            body.AddRange(Help(model));
        }

        List<AdaptiveAction> actions = [];
        if (!model.IsInEmail)
        {
            actions.Add(
                Actions.Execute(
                    "Put the link into the welcome e-mail", EmailVerb, data, ActionStyle.Positive, AdaptiveAssociatedInputs.None));
        }

        actions.Add(model.IsDraft
            ? Actions.Execute(
                  "Back to the review", CardVerbs.DefineOpen, data.With(ActionData.Step, 11),
                  associatedInputs: AdaptiveAssociatedInputs.None)
            : Actions.Execute("Deliveries", DeliveriesCard.ListVerb, data, associatedInputs: AdaptiveAssociatedInputs.None));
        return CardKit.Card(
            CardKit.Header(
                model.Forecast.IsEverybody ? AdaptiveContainerStyle.Good : AdaptiveContainerStyle.Warning,
                model.IsDraft ? "Before you launch · reach" : "Reach",
                model.Forecast.IsEverybody ? "I can write to everybody" : "I can’t write to everybody yet",
                model.Definition.Name),
            body,
            actions);
    }

    /// <summary>What the review says of it; nothing where everybody can be reached.</summary>
    public static IEnumerable<AdaptiveElement> InReview(ReachForecast? forecast, JsonObject data)
    {
        if (forecast is { IsEverybody: false })
        {
            var notice = CardKit.Notice(
                AdaptiveContainerStyle.Warning, ["**Not everybody can be reached yet**", .. forecast.Sentences.Select(CardText.Escape)]);
            notice.Items.Add(new AdaptiveActionSet { Actions = [Actions.Execute("How to reach them", ShowVerb, data)] });
            yield return notice;
        }
    }

    private static IEnumerable<AdaptiveElement> Help(ReachModel model)
    {
        yield return model.Link is { } link
            ? Inputs.Text("link", "1. The install link: copy it and send it to your people", value: link)
            : CardKit.Text("1. Tell your people to look for TeamsRolloutBot under Apps in Teams.");
        yield return CardKit.Small(model.IsInEmail
            ? "The welcome e-mail says where to get the app."
            : "The welcome e-mail does not say where to get the app.");
        yield return CardKit.Text("2. Add the app to a team that your people are in: I can then write to everybody in it.");
        if (!model.Installs)
        {
            yield return CardKit.Text(
                "3. Ask your IT administrator for the level “installation” of Microsoft Graph "
                    + $"({string.Join(", ", model.Permissions)}): I then install the app for everybody myself.");
        }
    }
}
