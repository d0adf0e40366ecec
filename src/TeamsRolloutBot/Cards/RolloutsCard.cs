using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>A rollout in a list.</summary>
/// <param name="RolloutId">For its button.</param>
/// <param name="Name">As it was named; may be empty.</param>
/// <param name="State">Where it stands, in a few words.</param>
/// <param name="IsDraft">It is opened where its definition was left.</param>
internal sealed record ListedRollout(RolloutId RolloutId, string Name, string State, bool IsDraft);

/// <summary>Rollouts in a list: all of them, or those of which one is meant.</summary>
internal static class RolloutsCard
{
    public const string ListVerb = "rollout.list";
    public const string OnlyDrafts = "drafts";
    private const int Most = 12;

    /// <summary>Which of several rollouts is meant.</summary>
    /// <param name="rollouts">The rollouts, by id, name and state.</param>
    /// <param name="verb">The verb to go on with.</param>
    public static AdaptiveCard Draw(IReadOnlyList<(RolloutId RolloutId, string Name, string State)> rollouts, string verb) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, ManagerTexts.YourRollouts, ManagerTexts.WhichOneDoYouMean,
                ManagerTexts.Rollouts.With(rollouts.Count)),
        rollouts.Take(Most).Select(
            rollout =>
                Row(NameOf(rollout.Name), rollout.State, ManagerTexts.ThisOne, verb,
                    new ActionTarget(rollout.RolloutId).ToData())));

    /// <summary>Which of several cohorts or rollouts of a name is meant.</summary>
    /// <param name="places">Each with its name, what it belongs to, and the data to go on
    /// with.</param>
    /// <param name="verb">The verb to go on with.</param>
    public static AdaptiveCard Which(IReadOnlyList<(string Name, string Where, JsonObject Data)> places, string verb) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.SeveralOfThatName, ManagerTexts.WhichOneDoYouMean),
        places.Take(Most).Select(place => Row(place.Name, place.Where, ManagerTexts.ThisOne, verb, place.Data)));

    /// <summary>A page of somebody's rollouts with where each stands.</summary>
    /// <param name="rollouts">All of them.</param>
    /// <param name="onlyDrafts">Only half-finished ones are listed.</param>
    /// <param name="page">Which page, from 0.</param>
    public static AdaptiveCard List(IReadOnlyList<ListedRollout> rollouts, bool onlyDrafts, int page)
    {
        var pages = Wording.Pages(rollouts.Count, Most);
        page = Math.Clamp(page, 0, pages - 1);
        var body = rollouts
            .Skip(page * Most)
            .Take(Most)
            .Select(
                AdaptiveElement (rollout) =>
                    Row(
                        NameOf(rollout.Name),
                        rollout.State,
                        rollout.IsDraft ? ManagerTexts.GoOn : ManagerTexts.Status,
                        rollout.IsDraft ? CardVerbs.DefineOpen : CardVerbs.StatusShow,
                        new ActionTarget(rollout.RolloutId).ToData()
                    )
            )
            .ToList();
        if (body.Count == 0)
        {
            body.Add(CardKit.Text(onlyDrafts ? ManagerTexts.YouHaveNoHalfFinishedRollout : ManagerTexts.YouHaveNoRolloutYet));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                pages > 1 ? ManagerTexts.YourRolloutsPageOf.With(page + 1, pages) : ManagerTexts.YourRollouts,
                onlyDrafts ? ManagerTexts.HalfFinishedDefinitions : ManagerTexts.AllOfThemTheNewestFirst,
                ManagerTexts.Rollouts.With(rollouts.Count)),
            body,
            [
                .. Pages.Buttons(ListVerb, new JsonObject { [OnlyDrafts] = onlyDrafts }, page, pages),
                onlyDrafts
                    ? Actions.Execute(ManagerTexts.AllRollouts, ListVerb)
                    : Actions.Execute(ManagerTexts.Drafts, ListVerb, new JsonObject { [OnlyDrafts] = true }),
                Actions.Execute(ManagerTexts.NewRollout, CardVerbs.RolloutNew),
            ]);
    }

    private static string NameOf(string name) => name.Length == 0 ? ManagerTexts.WithoutANameYet : name;

    private static AdaptiveColumnSet Row(string name, string detail, string button, string verb, JsonObject data) => CardKit.ActionRow(
        null,
        [CardKit.Block(CardText.Escape(name), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None), CardKit.Subtle(detail)],
        Actions.Execute(button, verb, data, about: name));
}
