using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Asks which cohort a person listed in several of them should stay in.</summary>
internal static class DoublesCard
{
    public const int PageSize = 10;
    public const string ListVerb = "define.doubles";
    public const string SaveVerb = "define.keepOne";

    /// <summary>The choice to leave a person in all of them.</summary>
    public const string All = "all";

    // Shows one choice per cohort; for anybody in more cohorts, only the first ones.
    private const int MostCohorts = 8;

    /// <summary>The input id for a person.</summary>
    public static string FieldOf(MemberOfSeveral person) => $"keep {person.Person.Id.Value}";

    public static AdaptiveCard Draw(StoredRollout draft, IReadOnlyList<MemberOfSeveral> doubles, string? notice = null)
    {
        var data = new ActionTarget(draft.Id).ToData();
        List<AdaptiveElement> body = [];
        if (notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Emphasis, Text.CardText.Escape(notice)));
        }

        body.Add(CardKit.Text(doubles.Count == 0
            ? ManagerTexts.NobodyIsInSeveralCohorts
            : ManagerTexts.WhoIsInSeveralCohortsHears));
        body.AddRange(doubles.Take(PageSize).Select(person => Inputs.Choices(
            FieldOf(person),
            Text.CardText.Plain(
                $"{Wording.Shorten(person.Person.Name, 60)}, {Wording.Shorten(person.Person.Email ?? ManagerTexts.NoAddress, 60)}"),
            [
                Inputs.Choice(ManagerTexts.InAllOfThem, All),
                .. person.In.Take(MostCohorts)
                    .Select(each => Inputs.Choice(ManagerTexts.OnlyIn.With(Wording.Shorten(each.Cohort.Name, 60)), each.Cohort.Id.Value)),
            ],
            value: All)));
        if (doubles.Count > PageSize)
        {
            body.Add(CardKit.Small(ManagerTexts.AndMoreOnceTheseAreChosen.With(doubles.Count - PageSize)));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.ReviewNothingHasBeenSent, ManagerTexts.InSeveralCohorts,
                ManagerTexts.People2.With(doubles.Count)),
            body,
            [
                .. doubles.Count > 0 ? [Actions.Execute(ManagerTexts.Save, SaveVerb, data, ActionStyle.Positive)]
                    : Array.Empty<AdaptiveAction>(),
                Actions.Execute(ManagerTexts.BackToTheReview, CardVerbs.DefineOpen, new StepTarget(draft.Id, StepTarget.Review).ToData()),
            ]);
    }
}
