using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// Asks the rollout's owner about members whose e-mail addresses two accounts have had.
/// </summary>
internal static class DisputeCard
{
    /// <param name="rolloutId">The rollout.</param>
    /// <param name="cohortNames">The members' cohorts.</param>
    /// <param name="count">How many members.</param>
    public static AdaptiveCard Draw(string rolloutId, IReadOnlyList<string> cohortNames, int count) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Attention, "Needs you · addresses", count == 1 ? "Who is meant?" : $"Who is meant? {count} members",
            Wording.Names(cohortNames)),
        [
            CardKit.Text(count == 1
                ? "Two accounts have had a member’s e-mail address. Nothing is sent to it until that is clear. “Deliveries” shows who "
                      + "it is: remove this person, and add the right account again by name."
                : $"Two accounts each have had the e-mail addresses of {count} members. Nothing is sent to these addresses until that "
                      + "is clear. “Deliveries” shows who they are: remove them, and add the right accounts again by name."),
        ],
        [Actions.Execute("Deliveries", CardVerbs.DeliveriesList, new JsonObject { [ActionData.Rollout] = rolloutId })]);
}
