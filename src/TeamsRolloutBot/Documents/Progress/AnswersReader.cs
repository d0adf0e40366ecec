using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A blocker a person reported.</summary>
/// <param name="Name">The person.</param>
/// <param name="CheckIn">The check-in's number.</param>
/// <param name="Usage">Their answer; null if it is no longer stored.</param>
/// <param name="Text">The blocker.</param>
internal sealed record StoppedBy(string Name, int CheckIn, Usage? Usage, string Text)
{
    /// <summary>What was done about it.</summary>
    public FollowUp Done { get; init; }

    /// <summary>Identifies the blocker in a notice without revealing who reported it.</summary>
    public required string Reference { get; init; }

    public static string ReferenceOf(PersonId person, int checkIn) => $"{Notices.ReferenceOf(person)}-{checkIn}";
}

/// <summary>A cohort's answers.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Counts">The cohort's counts.</param>
/// <param name="Stopped">The blockers, newest check-in first.</param>
internal sealed record CohortAnswers(Cohort Cohort, CohortCounts Counts, IReadOnlyList<StoppedBy> Stopped);

/// <summary>Reads the answers to check-ins.</summary>
internal sealed class AnswersReader(CohortRepository cohorts)
{
    public async Task<CohortAnswers> ReadAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var blockers = await cohorts.ListBlockersAsync(key, ct);
        var people = await cohorts.FindParticipantsAsync(key, blockers.Select(blocker => blocker.Person), ct);
        return new CohortAnswers(
            cohort,
            await cohorts.GetCountsAsync(key, ct),
            [
                .. blockers.OrderByDescending(blocker => blocker.CheckIn).ThenBy(blocker => blocker.Person).Select(blocker => new StoppedBy(
                    people.GetValueOrDefault(blocker.Person)?.Person.Name ?? ManagerTexts.SomebodyWhoHasLeft,
                    blocker.CheckIn,
                    people.GetValueOrDefault(blocker.Person)?.Answers.GetValueOrDefault(blocker.CheckIn)?.Usage,
                    blocker.Text)
                { Reference = StoppedBy.ReferenceOf(blocker.Person, blocker.CheckIn), Done = blocker.Done }),
            ]);
    }
}
