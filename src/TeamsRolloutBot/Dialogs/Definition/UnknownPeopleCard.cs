using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A draft's members unknown to the directory, one page at a time.</summary>
internal static class UnknownPeopleCard
{
    public const int PageSize = 30;

    /// <param name="draft">The draft.</param>
    /// <param name="people">The page's people, plus one if there is a next page.</param>
    public static AdaptiveCard Draw(StoredRollout draft, IReadOnlyList<(Cohort Cohort, string Address)> people)
    {
        var shown = people.Take(PageSize).ToList();
        var target = new StepTarget(draft.Id, Revision: draft.DefinitionRevision);
        List<AdaptiveAction> actions =
        [
            Actions.Execute(DefinitionTexts.BackToTheReview, ReviewStep.OpenVerb, (target with { Number = ReviewStep.Number }).ToData())
        ];
        if (people.Count > PageSize)
        {
            var (cohort, address) = shown[^1];
            actions.Add(
                Actions.Execute(
                    Pages.Next, ReviewStep.UnknownVerb, (target with { Cohort = cohort.Id }).ToData().GoingOnAfter(address)));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, DefinitionTexts.ReviewNothingHasBeenSent, DefinitionTexts.NotInTheDirectory,
                DefinitionTexts.TheyGetEMailsAndTheir),
            shown.Count == 0
                ? [CardKit.Text(DefinitionTexts.TheDirectoryKnowsEverybodyWhoWas)]
                : shown.GroupBy(person => person.Cohort.Id).Select(
                      cohort =>
                          CardKit.Row(
                              cohort.First().Cohort.Name, string.Join(", ", cohort.Select(person => Wording.Shorten(person.Address, 80))))),
            actions);
    }
}
