using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Cards;

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Cohorts">The cohorts with their counts.</param>
/// <param name="Problems">Deliveries that failed, with the person's name.</param>
internal sealed record DeliveriesModel(
    string RolloutId,
    RolloutDefinition Definition,
    IReadOnlyList<(Cohort Cohort, CohortCounts Counts)> Cohorts,
    IReadOnlyList<(Cohort Cohort, string Person, Storage.Repositories.Delivery Delivery)> Problems);

/// <summary>What was sent, what waits, what was skipped or failed, and why.</summary>
internal static class DeliveriesCard
{
    private const int MostCohorts = 12;
    public const int MostProblems = 12;

    public static AdaptiveCard Draw(DeliveriesModel model)
    {
        var total = model.Cohorts.Aggregate(
            (Sent: 0, Queued: 0, Skipped: 0, Failed: 0),
            (sum, cohort) => (sum.Sent + cohort.Counts.Sent, sum.Queued + cohort.Counts.Queued, sum.Skipped + cohort.Counts.Skipped, sum.Failed + cohort.Counts.Failed));
        var body = model.Cohorts.Take(MostCohorts).Select(cohort => (AdaptiveElement)CardKit.Row(
            cohort.Cohort.Name,
            $"{cohort.Counts.Queued} waiting · {cohort.Counts.Skipped} skipped · {cohort.Counts.Failed} failed",
            $"{cohort.Counts.Sent} sent")).ToList();
        if (model.Cohorts.Count > MostCohorts)
        {
            body.Add(CardKit.Subtle($"and {model.Cohorts.Count - MostCohorts} more cohorts"));
        }

        if (model.Problems.Count > 0)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Attention, "**Not delivered**"));
            body.AddRange(model.Problems.Take(MostProblems).Select(problem => CardKit.Row(
                CardKit.Shorten(problem.Person, 60), $"{problem.Cohort.Name} · {problem.Delivery.Reason}", DeliveryNames.Of(problem.Delivery.Key))));
        }

        var data = new JsonObject { ["rollout"] = model.RolloutId };
        List<AdaptiveAction> actions = [];
        if (total.Failed > 0)
        {
            actions.Add(Actions.Execute("Send again to those it did not reach", "deliveries.resend", data, ActionStyle.Positive));
        }

        actions.Add(Actions.Execute("Status", "status.show", data));
        return CardKit.Card(
            CardKit.Header(
                total.Failed > 0 ? AdaptiveContainerStyle.Attention : AdaptiveContainerStyle.Accent,
                "Deliveries",
                model.Definition.Name,
                $"{total.Sent:N0} sent · {total.Queued:N0} waiting · {total.Skipped:N0} skipped · {total.Failed:N0} failed"),
            body,
            actions);
    }
}
