using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>A rollout in a list.</summary>
/// <param name="RolloutId">For the button.</param>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="State">Its state, in a few words.</param>
/// <param name="IsDraft">Opens at the step where its definition was left.</param>
internal sealed record ListedRollout(RolloutId RolloutId, string Name, string State, bool IsDraft);

/// <summary>Lists rollouts, or asks which one is meant.</summary>
internal static class RolloutsCard
{
    public const string ListVerb = "rollout.list";
    public const string OnlyDrafts = "drafts";
    private const int Most = 12;

    /// <summary>Asks which of several rollouts is meant.</summary>
    /// <param name="rollouts">The rollouts, by id, name and state.</param>
    /// <param name="verb">The verb to continue with.</param>
    /// <param name="carried">What else the buttons carry.</param>
    public static AdaptiveCard Draw(
        IReadOnlyList<(RolloutId RolloutId, string Name, string State)> rollouts, string verb, JsonObject? carried = null) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, ManagerTexts.YourRollouts, ManagerTexts.WhichOneDoYouMean,
                ManagerTexts.Rollouts.With(rollouts.Count)),
        rollouts.Take(Most).Select(
            rollout =>
                Row(NameOf(rollout.Name), rollout.State, ManagerTexts.ThisOne, verb,
                    Carrying(new ActionTarget(rollout.RolloutId).ToData(), carried))));

    private static JsonObject Carrying(JsonObject data, JsonObject? carried)
    {
        foreach (var (name, value) in carried ?? [])
        {
            data[name] = value?.DeepClone();
        }

        return data;
    }

    /// <summary>Asks which of several cohorts or rollouts with the same name is meant.</summary>
    /// <param name="places">Each with its name, its parent and the data to continue with.</param>
    /// <param name="verb">The verb to continue with.</param>
    public static AdaptiveCard Which(IReadOnlyList<(string Name, string Where, JsonObject Data)> places, string verb) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.SeveralOfThatName, ManagerTexts.WhichOneDoYouMean),
        places.Take(Most).Select(place => Row(place.Name, place.Where, ManagerTexts.ThisOne, verb, place.Data)));

    /// <summary>A page of a person's rollouts with their states.</summary>
    /// <param name="rollouts">All of their rollouts.</param>
    /// <param name="onlyDrafts">Lists only drafts.</param>
    /// <param name="page">The page, from 0.</param>
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
