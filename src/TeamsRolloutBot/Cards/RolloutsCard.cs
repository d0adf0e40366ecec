using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Which of several rollouts is meant.</summary>
internal static class RolloutsCard
{
    private const int Most = 12;

    /// <param name="rollouts">The rollouts, by id, name and state.</param>
    /// <param name="verb">The verb to go on with.</param>
    public static AdaptiveCard Draw(IReadOnlyList<(string RolloutId, string Name, string State)> rollouts, string verb) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, "Your rollouts", "Which one do you mean?", CardKit.Count(rollouts.Count, "rollout", "rollouts")),
        rollouts.Take(Most).Select(rollout => CardKit.ActionRow(
            null,
            [
                CardKit.Block(CardText.Escape(rollout.Name.Length == 0 ? "Without a name yet" : rollout.Name), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                CardKit.Subtle(rollout.State),
            ],
            Actions.Execute("This one", verb, new JsonObject { ["rollout"] = rollout.RolloutId }))));

    /// <summary>Which of several cohorts or rollouts of a name is meant.</summary>
    /// <param name="places">Each with its name, what it belongs to, and the data to go on with.</param>
    /// <param name="verb">The verb to go on with.</param>
    public static AdaptiveCard Which(IReadOnlyList<(string Name, string Where, JsonObject Data)> places, string verb) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, "Several of that name", "Which one do you mean?"),
        places.Take(Most).Select(place => CardKit.ActionRow(
            null,
            [CardKit.Block(CardText.Escape(place.Name), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None), CardKit.Subtle(place.Where)],
            Actions.Execute("This one", verb, place.Data))));
}
