using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Forecast">Who cannot be reached.</param>
/// <param name="Link">Where people get the app; null if it has no id.</param>
/// <param name="Installs">The bot installs the app itself.</param>
/// <param name="Permissions">The permissions that would require.</param>
/// <param name="IsDraft">The rollout is not launched yet.</param>
/// <param name="IsInEmail">The welcome e-mail already says where people get the app.</param>
internal sealed record ReachModel(
    RolloutId RolloutId, RolloutDefinition Definition, ReachForecast Forecast, string? Link, bool Installs,
    IReadOnlyList<string> Permissions, bool IsDraft, bool IsInEmail);

/// <summary>Shows the people the bot cannot message, and what helps.</summary>
internal static class ReachCard
{
    public const string ShowVerb = CardVerbs.ReachShow;
    public const string EmailVerb = "reach.email";

    public static AdaptiveCard Draw(ReachModel model, string? notice = null)
    {
        var data = new ActionTarget(model.RolloutId).ToData();
        List<AdaptiveElement> body = [];
        if (notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Good, CardText.Escape(notice)));
        }

        body.AddRange(model.Forecast.Sentences.Select(CardKit.Text));
        if (!model.Forecast.IsEverybody)
        {
            body.Add(CardKit.Small(ManagerTexts.WhateverIsDueForThemWaits));
            body.Add(CardKit.Title(ManagerTexts.WhatHelps));
            body.AddRange(Help(model));
        }

        List<AdaptiveAction> actions = [];
        if (!model.IsInEmail)
        {
            actions.Add(
                Actions.Execute(
                    ManagerTexts.PutTheLinkIntoTheWelcome, EmailVerb, data, ActionStyle.Positive, AdaptiveAssociatedInputs.None));
        }

        actions.Add(model.IsDraft
            ? Actions.WithoutInputs(ManagerTexts.BackToTheReview, CardVerbs.DefineOpen,
                  new StepTarget(model.RolloutId, StepTarget.Review).ToData())
            : Actions.WithoutInputs(ManagerTexts.Deliveries, DeliveriesCard.ListVerb, data));
        return CardKit.Card(
            CardKit.Header(
                model.Forecast.IsEverybody ? AdaptiveContainerStyle.Good : AdaptiveContainerStyle.Warning,
                model.IsDraft ? ManagerTexts.BeforeYouLaunchReach : ManagerTexts.Reach,
                model.Forecast.IsEverybody ? ManagerTexts.ICanWriteToEverybody : ManagerTexts.ICantWriteToEverybodyYet,
                model.Definition.Name),
            body,
            actions);
    }

    /// <summary>The review's warning; empty if everybody can be reached.</summary>
    public static IEnumerable<AdaptiveElement> InReview(ReachForecast? forecast, JsonObject data)
    {
        if (forecast is { IsEverybody: false })
        {
            var notice = CardKit.Notice(
                AdaptiveContainerStyle.Warning, [ManagerTexts.NotEverybodyCanBeReachedYet, .. forecast.Sentences.Select(CardText.Escape)]);
            notice.Items.Add(new AdaptiveActionSet { Actions = [Actions.Execute(ManagerTexts.HowToReachThem, ShowVerb, data)] });
            yield return notice;
        }
    }

    private static IEnumerable<AdaptiveElement> Help(ReachModel model)
    {
        yield return model.Link is { } link
            ? Inputs.Text("link", ManagerTexts.Text1TheInstallLinkCopyIt, value: link)
            : CardKit.Text(ManagerTexts.Text1TellYourPeopleToLook);
        yield return CardKit.Small(model.IsInEmail
            ? ManagerTexts.TheWelcomeEMailSaysWhere
            : ManagerTexts.TheWelcomeEMailDoesNot);
        yield return CardKit.Text(ManagerTexts.Text2AddTheAppToA);
        if (!model.Installs)
        {
            yield return CardKit.Text(
                ManagerTexts.Text3AskYourITAdministratorFor.With(string.Join(", ", model.Permissions)));
        }
    }
}
