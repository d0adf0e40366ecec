using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>Asks what to copy along with a rollout.</summary>
internal static class DuplicateCard
{
    public const string Cohorts = "takeCohorts";
    public const string People = "takePeople";

    public static AdaptiveCard Draw(RolloutId rolloutId, string name) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Duplicate, name, ManagerTexts.TheCopyIsADraftNothing),
        [
            CardKit.Text(ManagerTexts.ItHasTheSamePlaybookCommittee),
            Inputs.Toggle(Cohorts, ManagerTexts.Cohorts, ManagerTexts.TakeAlongTheCohortsWithTheir, "false"),
            Inputs.Toggle(People, ManagerTexts.People, ManagerTexts.TakeAlongTheirPeopleToo, "false"),
        ],
        [
            Actions.Execute(
                ManagerTexts.MakeTheCopy, CardVerbs.RolloutDuplicate, new ActionTarget(rolloutId).ToData().Confirmed(),
                ActionStyle.Positive)
        ]);
}
