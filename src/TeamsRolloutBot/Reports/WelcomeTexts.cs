using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>The finished welcome e-mails of a cohort: one for each role, with everybody it is for.</summary>
internal sealed class WelcomeTexts(CohortRepository cohorts)
{
    private const string CertificationPrefix = "Certification: ";

    public async Task<HandOverModel> ReadAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        var members = new List<Participant>();
        await foreach (var participant in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
        {
            if (participant is { IsMember: true, Person.Id.IsForgotten: false })
            {
                members.Add(participant);
            }
        }

        var texts = members
            .GroupBy(member => member.Role)
            .OrderByDescending(group => group.Count())
            .Select(group => Text(rollout, cohort, group.Key, [.. group]))
            .ToList();
        return new HandOverModel(cohort, texts);
    }

    private static (string Role, int People, string Addresses, string Subject, string Body) Text(
        StoredRollout rollout, Cohort cohort, string? role, IReadOnlyList<Participant> people)
    {
        var definition = rollout.Definition;
        var title = definition.Playbook.FindRole(role)?.Title;
        var values = new WelcomeEmailValues(
            people is [var only] ? only.Person.Name : "everybody",
            title ?? "a member of the team",
            TrainingDate(definition, cohort),
            string.Join(", ", definition.Playbook.Webinars.Where(webinar => webinar.Required).Select(webinar => webinar.Title)),
            string.Join(", ", Checklists.ForMember(definition, role)
                .Where(task => task.Title.StartsWith(CertificationPrefix, StringComparison.Ordinal))
                .Select(task => task.Title[CertificationPrefix.Length..])),
            (cohort.ImplementationManager ?? rollout.Rollout.Owner).Name);
        return (
            title ?? "Without a role",
            people.Count,
            string.Join("; ", people.Select(person => person.Person.Email).Where(address => address is not null)),
            WelcomeEmail.Fill(definition.Message.Subject, values),
            WelcomeEmail.Fill(definition.Message.Body, values));
    }

    private static string TrainingDate(RolloutDefinition definition, Cohort cohort) =>
        cohort.Sessions.Count > 0
            ? Dates.Day(cohort.Sessions.Min(session => session.Start).Date)
            : Dates.Day(new TouchpointDates(definition.Timing, definition.Timing.Calendar, cohort.GoLive).Invitation);
}
