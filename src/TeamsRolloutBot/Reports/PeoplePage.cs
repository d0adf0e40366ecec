using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>A person as a list shows them.</summary>
/// <param name="Participant">The person.</param>
/// <param name="Done">Tasks done, of all their lists.</param>
/// <param name="Tasks">How many tasks they have.</param>
/// <param name="State">In a word or two.</param>
internal sealed record PersonProgress(Participant Participant, int Done, int Tasks, string State);

/// <summary>A page of a cohort's people.</summary>
internal sealed record PeoplePageModel
{
    public required StoredRollout Rollout { get; init; }

    public required Cohort Cohort { get; init; }

    public required CohortCounts Counts { get; init; }

    public required IReadOnlyList<PersonProgress> People { get; init; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    public PersonId? Next { get; init; }
}

/// <summary>Reads a page of people, and not one more.</summary>
internal sealed class PeoplePage(CohortRepository cohorts)
{
    public const int Size = 15;

    public async Task<PeoplePageModel> ReadAsync(StoredRollout rollout, CohortId cohortId, PersonId? after, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohortId);
        var people = new List<PersonProgress>(Size + 1);
        await foreach (var participant in cohorts.ListParticipantsAsync(key, after, Size + 1, ct))
        {
            people.Add(Describe(rollout.Definition, participant));
        }

        var hasMore = people.Count > Size;
        return new PeoplePageModel
        {
            Rollout = rollout,
            Cohort = rollout.Definition.FindCohort(cohortId)!,
            Counts = await cohorts.GetCountsAsync(key, ct),
            People = [.. people.Take(Size)],
            Next = hasMore ? people[Size - 1].Participant.Person.Id : null,
        };
    }

    private static PersonProgress Describe(RolloutDefinition definition, Participant participant)
    {
        var tasks = participant.Tasks(definition);
        var done = participant.Progress.CountDone(tasks);
        return new PersonProgress(participant, done, tasks.Count, State(participant, definition, done));
    }

    private static string State(Participant participant, RolloutDefinition definition, int done)
    {
        if (participant.History.Contacts.Values.FirstOrDefault(contact => contact.Outcome == ContactOutcome.Failed) is { Outcome: ContactOutcome.Failed } unreached)
        {
            return unreached.Obstacle.IsWaiting() ? "waiting for the app" : "not reached";
        }

        return participant.Risk switch
        {
            RiskReason.TwiceNo => "at risk: said no twice",
            RiskReason.ThreeUnanswered => "at risk: 3 check-ins unanswered",
            _ when participant.Answers.Count > 0 => participant.Answers.Last().Value.Usage switch { Usage.Yes => "uses it", Usage.Partly => "uses it partly", _ => "does not use it" },
            _ when participant.History.SentAt(TouchpointKind.Checklist) is null && participant.History.SentAt(TouchpointKind.Tasks) is null => "not contacted yet",
            _ when participant.IsMember && participant.Progress.AllDone(Checklists.ForMember(definition, participant.Role)) => "ready",
            _ => done == 0 ? "not started" : "under way",
        };
    }
}
