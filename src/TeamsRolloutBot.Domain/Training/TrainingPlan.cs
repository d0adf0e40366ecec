namespace TeamsRolloutBot.Domain.Training;

/// <summary>
/// Planning of a cohort's training sessions. Each change returns either the updated cohort or a
/// sentence saying why not.
/// </summary>
public static class TrainingPlan
{
    public const int ShortestMinutes = 15;
    public const int LongestMinutes = 480;

    /// <summary>The session with an id; null if it is not planned, or no longer is.</summary>
    public static TrainingSession? Find(Cohort cohort, string? id)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return Numbered(cohort).FirstOrDefault(session => session.Id == id);
    }

    /// <summary>The sessions in time order, each with an id.</summary>
    public static IReadOnlyList<TrainingSession> Sessions(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return [.. Numbered(cohort).OrderBy(session => session.Start).ThenBy(session => session.Id, StringComparer.Ordinal)];
    }

    /// <summary>The past sessions.</summary>
    public static IReadOnlyList<TrainingSession> Held(Cohort cohort, Instant now)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return [.. Sessions(cohort).Where(session => session.In(cohort.Zone).End <= now)];
    }

    /// <summary>
    /// The sessions to tell people about: those that are not over, or the last one if all are.
    /// </summary>
    public static IReadOnlyList<TrainingSession> Upcoming(Cohort cohort, Instant now)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var sessions = Sessions(cohort);
        return sessions.Where(session => session.In(cohort.Zone).End > now).ToList() is { Count: > 0 } ahead
            ? ahead
            : [.. sessions.TakeLast(1)];
    }

    /// <summary>Who runs a session.</summary>
    public static Person? TrainerOf(Cohort cohort, TrainingSession session)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(session);
        return session.Trainer ?? cohort.ImplementationManager;
    }

    /// <summary>Adds a session, or changes the one with its id.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="session">The desired session; an empty id means a new one.</param>
    /// <param name="now">The current time.</param>
    /// <param name="by">Who plans it.</param>
    public static (Cohort Cohort, TrainingSession Session, Refusal? Refusal) Put(
        Cohort cohort, TrainingSession session, Instant now, PersonId? by = null)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(session);
        var sessions = Numbered(cohort);
        var before = sessions.FirstOrDefault(known => known.Id == session.Id);
        if (session.Id.Length > 0 && before is null)
        {
            return Refuse(RuleTexts.ThatSessionWasCancelledMeanwhilePlan);
        }

        if (session.Minutes is < ShortestMinutes or > LongestMinutes)
        {
            return Refuse(RuleTexts.ASessionTakesToMinutes.With(ShortestMinutes, LongestMinutes));
        }

        if (session.In(cohort.Zone).Start <= now)
        {
            return Refuse(RuleTexts.ThatTimeHasPassedChooseOne);
        }

        if (before is null && sessions.Count >= Limits.SessionsPerCohort)
        {
            return Refuse(RuleTexts.ACohortHasAtMostSessions.With(Limits.SessionsPerCohort));
        }

        if (sessions.Any(known => known.Id != session.Id && known.Start == session.Start && known.Topics.SequenceEqual(session.Topics)))
        {
            return Refuse(RuleTexts.ThereIsASessionAtThat);
        }

        var planned = before is null
            ? session with { Id = NewId(), Sequence = 0, PlannedBy = by }
            : session with { Sequence = before.Sequence + 1, PlannedBy = TrainerOf(cohort, session)?.Id == by ? by : before.PlannedBy };
        List<TrainingSession> after = before is null
            ? [.. sessions, planned]
            : [.. sessions.Select(known => known.Id == planned.Id ? planned : known)];
        return (cohort with { Sessions = after }, planned, null);

        (Cohort, TrainingSession, Refusal?) Refuse(string reason) => (cohort, session, new Refusal(reason));
    }

    /// <summary>The next upcoming session; null if there is none.</summary>
    public static TrainingSession? Next(Cohort cohort, Instant now)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return Sessions(cohort).FirstOrDefault(session => session.In(cohort.Zone).Start > now);
    }

    /// <summary>
    /// Stores notes about a session that has begun; its calendar entries are not changed.
    /// </summary>
    public static (Cohort Cohort, Refusal? Refusal) Note(Cohort cohort, string id, string? notes, string? recording, Instant now)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return Find(cohort, id) is not { } session ? (cohort, new Refusal(RuleTexts.ThatSessionWasCancelledMeanwhile))
            : session.In(cohort.Zone).Start > now ? (
                  cohort, new Refusal(RuleTexts.ThatSessionHasNotBegunYet))
            : (
                  cohort with
                  {
                      Sessions =
                      [
                          .. Numbered(cohort).Select(known => known.Id == id ? known with { Notes = notes, Recording = recording } : known)
                      ]
                  },
                  null);
    }

    /// <summary>Removes a session; does nothing if it is not there.</summary>
    public static Cohort Cancel(Cohort cohort, string id)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return cohort with { Sessions = [.. Numbered(cohort).Where(session => session.Id != id)] };
    }

    // Sessions of earlier releases and imported definitions have no id; their position serves as
    // the id.
    private static IReadOnlyList<TrainingSession> Numbered(Cohort cohort) =>
        cohort.Sessions.All(session => session.Id.Length > 0)
            ? cohort.Sessions
            : [.. cohort.Sessions.Select((session, index) => session.Id.Length > 0 ? session : session with { Id = $"s{index + 1}" })];

    // Never reused: a cancelled session's calendar entries still carry its id.
    private static string NewId() => string.Concat("s", Guid.NewGuid().ToString("N").AsSpan(0, 8));
}
