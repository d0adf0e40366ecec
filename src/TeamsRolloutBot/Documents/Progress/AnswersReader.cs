using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>What somebody wrote that stops them.</summary>
/// <param name="Name">Who.</param>
/// <param name="CheckIn">In which check-in.</param>
/// <param name="Usage">What they answered; null where the answer is gone.</param>
/// <param name="Text">What stops them.</param>
internal sealed record StoppedBy(string Name, int CheckIn, Usage? Usage, string Text)
{
    /// <summary>What was done about it.</summary>
    public FollowUp Done { get; init; }

    /// <summary>What tells it apart in a notice, without saying who it is.</summary>
    public required string Reference { get; init; }

    public static string ReferenceOf(PersonId person, int checkIn) => $"{Notices.ReferenceOf(person)}-{checkIn}";
}

/// <summary>The answers of a cohort.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Counts">Its counts.</param>
/// <param name="Stopped">What stops people, the newest check-in first.</param>
internal sealed record CohortAnswers(Cohort Cohort, CohortCounts Counts, IReadOnlyList<StoppedBy> Stopped);

/// <summary>Reads what people answered to check-ins.</summary>
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
