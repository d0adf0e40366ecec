using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Cohorts">The cohorts whose people the reader may see.</param>
/// <param name="Cohort">The cohort shown; null for all.</param>
/// <param name="Counts">The totals of the cohorts shown.</param>
/// <param name="Query">Which people to list.</param>
/// <param name="Found">The people on this page.</param>
internal sealed record PeopleModel(
    RolloutId RolloutId, RolloutDefinition Definition, IReadOnlyList<Cohort> Cohorts, Cohort? Cohort, CohortCounts Counts,
    PeopleQuery Query, PeopleFound Found)
{
    /// <summary>Why nobody is shown, when the reader has to choose first.</summary>
    public string? Notice { get; init; }

    /// <summary>The reader may tick tasks off for the people shown.</summary>
    public bool MayMark { get; init; }
}

/// <summary>A page of people with their progress, and the filters for it.</summary>
internal static class PeopleCard
{
    public const string ListVerb = CardVerbs.PeopleList;
    public const string ShowVerb = "person.show";
    public const string Search = "search";
    public const string Behind = "behind";

    private const int PagesWithoutEnds = 30;

    public static AdaptiveCard Draw(PeopleModel model)
    {
        var card = Draw(model, namesButtons: true);

        // A picker with hundreds of cohorts leaves no room for each button's accessible name.
        return CardSize.Measure(card).Fits ? card : Draw(model, namesButtons: false);
    }

    private static AdaptiveCard Draw(PeopleModel model, bool namesButtons)
    {
        var data = new ActionTarget(model.RolloutId).ToData();
        var here = new ActionTarget(model.RolloutId, model.Cohort?.Id).ToData();
        List<AdaptiveElement> body = [];
        if (model.Cohorts.Count > 1)
        {
            body.Add(CohortPicker.Draw(model.Cohorts, model.Cohort?.Id, ManagerTexts.AllCohorts));
        }

        body.Add(
            Inputs.Text(Search, ManagerTexts.NameOrEMailAddress, value: model.Query.Search, placeholder: ManagerTexts.Everybody,
                maxLength: Limits.PersonName)
        );
        body.Add(
            Inputs.Toggle(
                Behind, ManagerTexts.WhoIsShown, ManagerTexts.OnlyThoseWhoNeedALook,
                model.Query.OnlyBehind ? "true" : "false"));
        body.Add(new AdaptiveActionSet
        {
            Actions =
            [
                Actions.Execute(ManagerTexts.Show, ListVerb, here)
            ],
        });
        body.AddRange(model.Found.People.Select(person => Row(model, person, namesButtons)));
        if (model.Found.People.Count == 0)
        {
            body.Add(CardKit.Text(model.Notice ?? (model.Query.IsFiltered ? ManagerTexts.NobodyFitsThat
                : ManagerTexts.NobodyIsInThisCohortYet)));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                model.Found.Pages > 1 ? ManagerTexts.PeoplePageOf.With(model.Found.Page + 1, model.Found.Pages) : ManagerTexts.People,
                model.Cohort?.Name ?? ManagerTexts.AllCohorts,
                Line(model)),
            body,
            [
                .. PageButtons(model, here),
                .. model.MayMark
                    ? [Actions.WithoutInputs(ManagerTexts.DoneForMyCrew, CrewCard.ShowVerb, here)]
                    : Array.Empty<AdaptiveAction>(),
                Actions.WithoutInputs(ManagerTexts.Status, CardVerbs.StatusShow, data)
            ]);
    }

    private static string Line(PeopleModel model)
    {
        var counts =
            ManagerTexts.MembersReadyAtRisk.With(model.Counts.Members, model.Counts.Ready, model.Counts.AtRisk);
        return model.Query.IsFiltered ? ManagerTexts.FoundOf.With(model.Found.Found, counts) : counts;
    }

    private static IEnumerable<AdaptiveAction> PageButtons(PeopleModel model, JsonObject data)
    {
        var query = model.Query;
        data = query.Search.Length > 0 ? data.With(Search, query.Search) : data;
        data = query.OnlyBehind ? data.With(Behind, "true") : data;
        var (page, pages) = (model.Found.Page, model.Found.Pages);
        if (model.Found.Next is { } next)
        {
            yield return Button(Pages.NextOf(page, pages), page + 1, data.GoingOnAfter(next.Value));
        }
        else if (query.After is null && page + 1 < pages)
        {
            yield return Button(Pages.NextOf(page, pages), page + 1, data);
        }

        if (page > 0)
        {
            yield return Button(Pages.PreviousOf(page, pages), page - 1, data);
        }

        if (pages <= PagesWithoutEnds || query.IsFiltered)
        {
            yield break;
        }

        if (page > 1)
        {
            yield return Button(Pages.First, 0, data);
        }

        if (page + 2 < pages)
        {
            yield return Button(Pages.Last, pages - 1, data);
        }

        static AdaptiveExecuteAction Button(string title, int to, JsonObject data) =>
            Actions.WithoutInputs(title, ListVerb, data.OnPage(to));
    }

    private static AdaptiveColumnSet Row(PeopleModel model, PersonProgress person, bool namesButtons) => CardKit.ActionRow(
        null,
        [
            CardKit.Block(
                CardText.Escape(Wording.Shorten(person.Participant.Person.Name, 60)), weight: AdaptiveTextWeight.Bolder,
                spacing: AdaptiveSpacing.None),
            CardKit.Subtle(ManagerTexts.OfTasks.With(Sign(person), person.State, person.Done, person.Tasks)),
            CardKit.Subtle(Detail(model, person)),
        ],
        Actions.WithoutInputs(
            ManagerTexts.Open,
            ShowVerb,
            new ActionTarget(model.RolloutId, person.Cohort.Id, person.Participant.Person.Id).ToData(),
            about: namesButtons ? person.Participant.Person.Name : null));

    // People at risk must stand out from those on track.
    private static string Sign(PersonProgress person) => person.Participant.Risk == RiskReason.None ? string.Empty : "⚠ ";

    private static string Detail(PeopleModel model, PersonProgress person)
    {
        var participant = person.Participant;
        var parts = new[]
        {
            participant.IsImplementationManager ? ManagerTexts.ImplementationManager : null,
            model.Definition.Playbook.FindRole(participant.Role)?.Title,
            participant.Audience == Audience.External ? ManagerTexts.IsExternal : null,
            model.Cohort is null ? person.Cohort.Name : participant.Person.Email,
        };
        return Wording.Shorten(string.Join(" · ", parts.Where(part => part is not null)), 120);
    }
}
