using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// Asks the rollout's owner about members whose e-mail address belonged to two accounts.
/// </summary>
internal static class DisputeCard
{
    /// <param name="rolloutId">The rollout.</param>
    /// <param name="cohortNames">The affected members' cohorts.</param>
    /// <param name="count">How many members are affected.</param>
    public static AdaptiveCard Draw(RolloutId rolloutId, IReadOnlyList<string> cohortNames, int count) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Attention, ManagerTexts.NeedsYouAddresses, count == 1 ? ManagerTexts.WhoIsMeant
                : ManagerTexts.WhoIsMeantMembers.With(count),
            Wording.Names(cohortNames)),
        [
            CardKit.Text(count == 1
                ? ManagerTexts.TwoAccountsHaveHadAMembers
                : ManagerTexts.TwoAccountsEachHaveHadThe.With(count)),
        ],
        [Actions.Execute(ManagerTexts.Deliveries, CardVerbs.DeliveriesList, new ActionTarget(rolloutId).ToData())]);
}
