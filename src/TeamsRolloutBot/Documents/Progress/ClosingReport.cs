using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A blocker with its cohort.</summary>
internal sealed record StoppedIn(Cohort Cohort, StoppedBy By);

/// <summary>The closing report of a rollout, for its manager and others.</summary>
internal sealed record ClosingModel
{
    /// <summary>The state of each cohort.</summary>
    public required RolloutProgressModel Progress { get; init; }

    /// <summary>The blockers, newest check-in first.</summary>
    public IReadOnlyList<StoppedIn> Stopped { get; init; } = [];

    /// <summary>The reader may close the rollout.</summary>
    public bool MayClose { get; init; }

    /// <summary>Check-in counts over all cohorts, in order.</summary>
    public IReadOnlyList<(int Number, CheckInCount Count)> Trend =>
    [
        .. Progress.Cohorts
            .SelectMany(cohort => cohort.Counts.CheckIns?.Counts ?? CheckInTally.Empty.Counts)
            .GroupBy(
                count => count.Key,
                (number, counts) => (number, counts.Aggregate(default(CheckInCount), (sum, count) => sum + count.Value)))
            .OrderBy(count => count.number),
    ];

    /// <summary>All cohorts together.</summary>
    public PeopleCounts Together => Progress.Together;

    public int OpenQuestions => Sum(counts => counts.QuestionsOpen);

    public int Sum(Func<CohortCounts, int> count) => Progress.Cohorts.Sum(cohort => count(cohort.Counts));
}

/// <summary>Reads the closing report.</summary>
internal sealed class ClosingReader(RolloutProgress progress, AnswersReader answers, CohortRepository cohorts)
{
    public async Task<ClosingModel> ReadAsync(StoredRollout rollout, Instant now, CancellationToken ct)
    {
        var model = await progress.ReadWithPeopleAsync(rollout, now, ct);
        var stopped = await Task.WhenAll(
            model
                .Cohorts.Where(cohort => cohort.Counts.CheckedIn > 0)
                .Select(async cohort =>
                    (await answers.ReadAsync(rollout, cohort.Cohort, ct)).Stopped.Select(by => new StoppedIn(cohort.Cohort, by))
                )
        );
        return new ClosingModel
        {
            Progress = model,
            Stopped = [.. stopped.SelectMany(each => each).OrderByDescending(each => each.By.CheckIn)]
        };
    }

    /// <summary>The members who have not ticked off a single task.</summary>
    public async IAsyncEnumerable<(Cohort Cohort, Participant Person)> NeverStartedAsync(
        StoredRollout rollout, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            await foreach (var person in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
            {
                if (person is { IsPresent: true, Progress.Done.Count: 0 })
                {
                    yield return (cohort, person);
                }
            }
        }
    }

    /// <summary>The unanswered questions.</summary>
    public async IAsyncEnumerable<(Cohort Cohort, Question Question)> OpenQuestionsAsync(
        StoredRollout rollout, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            var key = new CohortKey(rollout.Id, cohort.Id);
            var places = await cohorts.ListNewestQuestionsAsync(key, isOpen: true, after: null, Limits.MembersPerCohort, ct);
            foreach (var question in await cohorts.FindQuestionsAsync(key, [.. places.Select(place => place.Id)], ct))
            {
                yield return (cohort, question);
            }
        }
    }
}
