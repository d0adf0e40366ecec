using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// The facts for cohort members who do not read cards: the start, the training and whom to ask.
/// </summary>
internal static class CohortFacts
{
    private const int MostSessions = 3;

    /// <summary>The go-live date, in words.</summary>
    public static string Start(RolloutDefinition definition, Cohort cohort) => Dates.Day(DatesOf(definition, cohort).GoLive);

    /// <summary>The next training sessions, or the week of the training.</summary>
    /// <param name="definition">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="zone">The reader's time zone.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<string> Training(RolloutDefinition definition, Cohort cohort, DateTimeZone zone, Instant now) =>
        cohort.Sessions.Count == 0
            ? [MemberTexts.InTheWeekOf.With(Dates.Day(DatesOf(definition, cohort).Invitation))]
            :
            [
                .. TrainingPlan.Upcoming(cohort, now).Take(MostSessions).Select(session =>
                {
                    var moment = Dates.Moment(cohort.Zone.AtLeniently(session.Start).ToInstant(), zone);
                    return session.Place is { } place ? $"{moment} · {place}" : moment;
                })
            ];

    /// <summary>The cohort's implementation manager, else the rollout's owner.</summary>
    public static Person Ask(StoredRollout rollout, Cohort cohort) => cohort.ImplementationManager ?? rollout.Rollout.Owner;

    private static TouchpointDates DatesOf(RolloutDefinition definition, Cohort cohort) =>
        new(definition.Timing, definition.Timing.Calendar, cohort.GoLive);
}
