using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Reports;

namespace TeamsRolloutBot.Cards;

/// <summary>A page of a cohort's people with their progress.</summary>
internal static class PeopleCard
{
    private const int MostCohortButtons = 3;

    public static AdaptiveCard Draw(PeoplePageModel model)
    {
        var body = model.People.Select(person => (AdaptiveElement)CardKit.Row(
            CardKit.Shorten(person.Participant.Person.Name, 80),
            Detail(model, person),
            $"{person.Done} of {CardKit.Count(person.Tasks, "task", "tasks")}",
            person.State)).ToList();
        if (body.Count == 0)
        {
            body.Add(CardKit.Text("Nobody is in this cohort yet."));
        }

        var data = new JsonObject { ["rollout"] = model.Rollout.Id.Value };
        List<AdaptiveAction> actions = [];
        if (model.Next is { } next)
        {
            actions.Add(Actions.Execute("Next page", "people.list", data.With("cohort", model.Cohort.Id.Value).With("after", next.Value)));
        }

        actions.AddRange(model.Rollout.Definition.Cohorts
            .Where(cohort => cohort.Id != model.Cohort.Id)
            .Take(MostCohortButtons)
            .Select(cohort => Actions.Execute(CardKit.Shorten(cohort.Name, 30), "people.list", data.With("cohort", cohort.Id.Value))));
        actions.Add(Actions.Execute("Status", "status.show", data));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                "People",
                model.Cohort.Name,
                $"{CardKit.Count(model.Counts.Members, "member", "members")} · {model.Counts.Ready} ready · {model.Counts.AtRisk} at risk"),
            body,
            actions);
    }

    private static string Detail(PeoplePageModel model, PersonProgress person)
    {
        var participant = person.Participant;
        var role = model.Rollout.Definition.Playbook.FindRole(participant.Role)?.Title;
        var parts = new[]
        {
            participant.IsImplementationManager ? "implementation manager" : null,
            role,
            participant.Audience == Domain.Playbooks.Audience.External ? "external" : null,
            participant.Person.Email,
        };
        return CardKit.Shorten(string.Join(" · ", parts.Where(part => part is not null)), 160);
    }
}
