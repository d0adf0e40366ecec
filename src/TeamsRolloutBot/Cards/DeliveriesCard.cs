using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Cohorts">The cohorts and their counts.</param>
/// <param name="Page">The page of cohorts shown.</param>
/// <param name="MayResend">The reader may resend messages.</param>
internal sealed record DeliveriesModel(
    RolloutId RolloutId, RolloutDefinition Definition, IReadOnlyList<(Cohort Cohort, CohortCounts Counts)> Cohorts, int Page,
    bool MayResend);

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Obstacle">Why messages do not reach these people.</param>
/// <param name="Cohorts">The cohorts with people affected by this obstacle.</param>
/// <param name="Chosen">The cohort shown; null for all.</param>
/// <param name="Count">How many people are affected there.</param>
/// <param name="Page">The page shown.</param>
/// <param name="People">The people on this page.</param>
/// <param name="MayResend">The reader may resend messages.</param>
internal sealed record UnreachedModel(
    RolloutId RolloutId, RolloutDefinition Definition, Obstacle Obstacle, IReadOnlyList<Cohort> Cohorts, CohortId? Chosen,
    ObstacleCount Count, int Page, ProblemPage People, bool MayResend);

/// <summary>Delivery status: sent, queued, skipped and failed messages, with the reasons.</summary>
internal static class DeliveriesCard
{
    public const string ListVerb = CardVerbs.DeliveriesList;
    public const string PeopleVerb = "deliveries.people";
    public const string ResendVerb = "deliveries.resend";
    public const string Reason = "reason";
    private const int PageSize = 10;

    public static AdaptiveCard Draw(DeliveriesModel model)
    {
        var obstacles = ObstacleTally.Sum(model.Cohorts.Select(cohort => cohort.Counts.Obstacles));
        var (sent, queued, skipped, failed) = (
            Sum(counts => counts.Sent), Sum(counts => counts.Queued), Sum(counts => counts.Skipped), Sum(counts => counts.Failed));
        var data = new ActionTarget(model.RolloutId).ToData();
        List<AdaptiveElement> body = [];
        var reasons = Obstacles.All.Append(Obstacle.None).Select(obstacle => (Obstacle: obstacle, Count: CountOf(obstacle)))
            .Where(reason => reason.Count.Messages > 0).ToList();
        if (reasons.Count > 0)
        {
            body.Add(CardKit.Title(ManagerTexts.NotDeliveredYetAndWhy));
            body.AddRange(reasons.Select(reason => ReasonRow(model.RolloutId, reason.Obstacle, reason.Count)));
        }

        var pages = Wording.Pages(model.Cohorts.Count, PageSize);
        var page = Math.Clamp(model.Page, 0, pages - 1);
        body.Add(CardKit.Title(ManagerTexts.ByCohort));
        body.AddRange(
            model.Cohorts.Skip(page * PageSize).Take(PageSize)
                .Select(cohort => CardKit.Row(cohort.Cohort.Name, Line(cohort.Counts), ManagerTexts.Sent.With(cohort.Counts.Sent))));
        return CardKit.Card(
            CardKit.Header(
                failed > 0 ? AdaptiveContainerStyle.Attention : AdaptiveContainerStyle.Accent,
                ManagerTexts.Deliveries,
                model.Definition.Name,
                ManagerTexts.SentOnTheWaySkippedWaiting.With(sent, queued, skipped, obstacles.WaitingMessages, failed)),
            body,
            [
                .. Pages.Buttons(ListVerb, data, page, pages),
                .. model.MayResend && failed > 0
                    ? [Actions.Execute(ManagerTexts.SendAgainToAllWhoWere, ResendVerb, data)]
                    : Array.Empty<AdaptiveAction>(),
                Actions.Execute(ManagerTexts.Status, CardVerbs.StatusShow, data),
            ]);

        ObstacleCount CountOf(Obstacle obstacle) =>
            model.Cohorts.Select(cohort => cohort.Counts.UnreachedBy(obstacle))
                .Aggregate(default(ObstacleCount), (sum, count) => sum + count);

        int Sum(Func<CohortCounts, int> count) => model.Cohorts.Sum(cohort => count(cohort.Counts));
    }

    /// <summary>A page of the people one obstacle keeps from getting messages.</summary>
    public static AdaptiveCard DrawPeople(UnreachedModel model)
    {
        var here = Data(model.RolloutId, model.Obstacle, model.Chosen);
        var pages = Wording.Pages(model.Count.People, DeliveryProblems.Size);
        List<AdaptiveElement> body = [CardKit.Small(Advice(model.Obstacle))];
        if (model.Cohorts.Count > 1)
        {
            body.Add(CohortPicker.Draw(model.Cohorts, model.Chosen, ManagerTexts.AllCohorts));
        }

        body.AddRange(model.People.People.GroupBy(person => person.Reason).SelectMany(SameReason));
        List<AdaptiveAction> actions = [];
        if (model.Cohorts.Count > 1)
        {
            actions.Add(Actions.Execute(ManagerTexts.ShowThisCohort, PeopleVerb, Data(model.RolloutId, model.Obstacle)));
        }

        if (model.People.Next is { } next)
        {
            actions.Add(Actions.WithoutInputs(
                Pages.NextOf(model.Page, pages),
                PeopleVerb,
                here.GoingOnAfter(next.ToString()).OnPage(model.Page + 1)));
        }

        if (model.Page > 0)
        {
            actions.Add(Actions.WithoutInputs(Pages.First, PeopleVerb, here));
        }

        if (model.MayResend && model.Count.People > 0)
        {
            actions.Add(
                Actions.WithoutInputs(
                    ManagerTexts.SendAgainTo.With((model.Count.People == 1 ? ManagerTexts.ThisPerson
                        : ManagerTexts.ThesePeople.With(model.Count.People))), ResendVerb,
                    here));
        }

        actions.Add(
            model.Obstacle.IsWaiting()
                ? Actions.WithoutInputs(ManagerTexts.HowToReachThem, CardVerbs.ReachShow, new ActionTarget(model.RolloutId).ToData())
                : Actions.WithoutInputs(ManagerTexts.Deliveries, ListVerb, new ActionTarget(model.RolloutId).ToData())
        );
        return CardKit.Card(
            CardKit.Header(
                model.Obstacle.IsWaiting() ? AdaptiveContainerStyle.Warning : AdaptiveContainerStyle.Attention,
                pages > 1 ? ManagerTexts.DeliveriesPageOf.With(model.Page + 1, Math.Max(pages, model.Page + 1)) : ManagerTexts.Deliveries,
                Title(model.Obstacle, model.Count),
                ManagerTexts.Messages2.With(model.Definition.Name, model.Count.Messages)),
            body,
            actions);
    }

    // States a reason once, above all people it applies to.
    private static IEnumerable<AdaptiveElement> SameReason(IGrouping<string?, UnreachedPerson> people)
    {
        if (people.Key is { } reason)
        {
            yield return CardKit.Title(Wording.Shorten(reason, 200));
        }

        foreach (var person in people)
        {
            yield return CardKit.Row(
                Wording.Shorten(person.Person.Name, 80), person.Cohort.Name, ManagerTexts.MessagesOfThem.With(person.Messages));
        }
    }

    private static AdaptiveColumnSet ReasonRow(RolloutId rolloutId, Obstacle obstacle, ObstacleCount count) =>
        CardKit.ActionRow(
            obstacle.IsWaiting() ? "…" : "⚠",
            [
                CardKit.Block(Title(obstacle, count), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                CardKit.Subtle(
                    (obstacle.IsWaiting() ? ManagerTexts.MessagesWaiting : ManagerTexts.MessagesOfThem).With(count.Messages)
                ),
            ],
            Actions.Execute(ManagerTexts.Who, PeopleVerb, Data(rolloutId, obstacle), about: Title(obstacle, count))
        );

    private static JsonObject Data(RolloutId rollout, Obstacle obstacle, CohortId? cohort = null) =>
        new ActionTarget(rollout, cohort).ToData().With(Reason, (int)obstacle);

    // For failures of an earlier release, the number of people is unknown.
    private static string Title(Obstacle obstacle, ObstacleCount count) => obstacle == Obstacle.None
        ? ManagerTexts.NotDeliveredByAnEarlierRelease
        : ManagerTexts.People3.With(count.People, obstacle.Of(count.People));

    private static string Line(CohortCounts counts) => string.Join(" · ", new[]
    {
        ManagerTexts.OnTheWay.With(counts.Queued),
        ManagerTexts.Skipped.With(counts.Skipped),
        counts.Obstacles.WaitingMessages > 0 ? ManagerTexts.WaitingForTheApp.With(counts.Obstacles.WaitingMessages) : null,
        counts.Failed > 0 ? ManagerTexts.NotDelivered.With(counts.Failed) : null,
    }.Where(part => part is not null));

    private static string Advice(Obstacle obstacle) => obstacle switch
    {
        Obstacle.NoApp => ManagerTexts.WhatIsWaitingGoesOutBy,
        Obstacle.AppNotAllowed => ManagerTexts.AnAdministratorHasToLetThe,
        Obstacle.NotInDirectory =>
            ManagerTexts.IsTheAddressRightRemoveWhoever,
        Obstacle.AppRemoved => ManagerTexts.TheyGetTheirMessagesAsSoon,
        Obstacle.HasLeft => ManagerTexts.RemoveThemFromTheirCohortSo,
        Obstacle.AddressDisputed => ManagerTexts.RemoveThemAndAddTheRight,
        Obstacle.NoMail => ManagerTexts.CorrectTheAddressOrSendThem,
        _ => ManagerTexts.SendingAgainMayHelpIfIt,
    };
}
