using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>One person in a cohort, with everything their manager should know.</summary>
internal sealed record PersonModel
{
    public required RolloutId RolloutId { get; init; }

    public required RolloutDefinition Definition { get; init; }

    public required Cohort Cohort { get; init; }

    public required PersonProgress Progress { get; init; }

    /// <summary>The cohort's past sessions, and whether the person attended.</summary>
    public IReadOnlyList<(TrainingSession Session, bool WasThere)> Sessions { get; init; } = [];

    /// <summary>The blockers they reported, newest first.</summary>
    public IReadOnlyList<(int CheckIn, string Text)> Blockers { get; init; } = [];

    /// <summary>The language the bot uses with them.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>The reader may change the rollout.</summary>
    public bool IsOwner { get; init; }

    /// <summary>The reader may remind them now.</summary>
    public bool MayNudge { get; init; }

    /// <summary>The rollout is closed; nothing can be changed.</summary>
    public bool IsClosed { get; init; }

    public Participant Participant => Progress.Participant;

    /// <summary>Their answers, newest check-in first.</summary>
    public IEnumerable<(int CheckIn, Usage Usage)> Answers =>
        Participant.Answers.Reverse().Select(answer => (answer.Key, answer.Value.Usage));

    /// <summary>The messages that did not reach them, by obstacle.</summary>
    public IEnumerable<(Obstacle Obstacle, int Messages)> Unreached => Participant.History.Contacts.Values
        .Where(contact => contact.Outcome == ContactOutcome.Failed)
        .GroupBy(contact => contact.Obstacle)
        .Select(group => (group.Key, group.Count()));
}

/// <summary>Reads one person in a cohort.</summary>
internal sealed class PersonReader(
    CohortRepository cohorts, SessionRepository sessions, UserRepository users, NodaTime.IClock clock)
{
    /// <returns>Null if they are not in the cohort.</returns>
    public async Task<PersonModel?> ReadAsync(StoredRollout rollout, Cohort cohort, PersonId person, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var held = TrainingPlan.Held(cohort, clock.GetCurrentInstant());
        var attended = held.Count == 0 ? null : sessions.ListSessionsOfAsync(key, person, ct);
        var blockers = cohorts.ListBlockersAsync(key, person, ct).ToListAsync(ct).AsTask();
        if (await cohorts.FindParticipantAsync(key, person, ct) is not { HasLeft: false } participant)
        {
            return null;
        }

        var reference = await users.FindReferenceAsync(rollout.TenantId, person, ct);
        var were = attended is null ? [] : await attended;
        return new PersonModel
        {
            RolloutId = rollout.Id,
            Definition = rollout.Definition,
            Cohort = cohort,
            Progress = PeoplePage.Describe(rollout.Definition, cohort, participant),
            Language = UserReference.LanguageOf(reference, participant),
            Sessions = [.. held.Select(session => (session, were.Contains(session.Id)))],
            Blockers = [.. (await blockers).OrderByDescending(blocker => blocker.CheckIn)],
        };
    }
}
