using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Asks in which cohort somebody stays who is in several.</summary>
internal static class DoublesCard
{
    public const int PageSize = 10;
    public const string ListVerb = "define.doubles";
    public const string SaveVerb = "define.keepOne";

    /// <summary>The value that leaves somebody in all of them.</summary>
    public const string All = "all";

    // A choice of each cohort; somebody in more of them is in the first ones here.
    private const int MostCohorts = 8;

    /// <summary>The field of somebody.</summary>
    public static string FieldOf(MemberOfSeveral person) => $"keep {person.Person.Id.Value}";

    public static AdaptiveCard Draw(StoredRollout draft, IReadOnlyList<MemberOfSeveral> doubles, string? notice = null)
    {
        var data = new JsonObject { [ActionData.Rollout] = draft.Id.Value };
        List<AdaptiveElement> body = [];
        if (notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Emphasis, Text.CardText.Escape(notice)));
        }

        body.Add(CardKit.Text(doubles.Count == 0
            ? "Nobody is in several cohorts."
            : "Who is in several cohorts hears of each; two messages of one kind on a day are one. Choose where each of them belongs, "
                  + "or leave them in all."));
        body.AddRange(doubles.Take(PageSize).Select(person => Inputs.Choices(
            FieldOf(person),
            Text.CardText.Plain($"{Wording.Shorten(person.Person.Name, 60)}, {Wording.Shorten(person.Person.Email ?? "no address", 60)}"),
            [
                Inputs.Choice("In all of them", All),
                .. person.In.Take(MostCohorts)
                    .Select(each => Inputs.Choice($"Only in {Wording.Shorten(each.Cohort.Name, 60)}", each.Cohort.Id.Value)),
            ],
            value: All)));
        if (doubles.Count > PageSize)
        {
            body.Add(CardKit.Small($"and {doubles.Count - PageSize:N0} more, once these are chosen about."));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "Review · nothing has been sent", "In several cohorts",
                Wording.Count(doubles.Count, "person", "people")),
            body,
            [
                .. doubles.Count > 0 ? [Actions.Execute("Save", SaveVerb, data, ActionStyle.Positive)] : Array.Empty<AdaptiveAction>(),
                Actions.Execute("Back to the review", CardVerbs.DefineOpen, data.With(ActionData.Step, 11)),
            ]);
    }
}
