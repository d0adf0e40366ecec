namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>How a cohort is doing.</summary>
public enum CohortHealth
{
    /// <summary>Its checklists are not due yet.</summary>
    NotBegun,

    OnTrack,

    /// <summary>Not enough is known to tell.</summary>
    Unknown,

    Behind,
}

/// <summary>
/// A cohort's health as shown to managers. The status card, the digest and files all use this rule.
/// </summary>
/// <param name="Health">How it is doing.</param>
/// <param name="Reasons">Why it is behind or unknown, most important first, such as <c>3 not
/// reached</c>; otherwise empty.</param>
public sealed record CohortStanding(CohortHealth Health, IReadOnlyList<string> Reasons)
{
    /// <summary>
    /// From this check-in on, half of the answers are enough: response rates of repeated surveys
    /// decline.
    /// </summary>
    public const int FewerAnswersFrom = 5;

    /// <param name="counts">The cohort's counts.</param>
    /// <param name="training">Its past training sessions.</param>
    /// <param name="dates">Its dates.</param>
    /// <param name="checkIns">How many check-ins there are.</param>
    /// <param name="today">The day in the cohort's zone.</param>
    public static CohortStanding Of(CohortCounts counts, TrainingHeld training, TouchpointDates dates, int checkIns, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(dates);
        if (counts.Members == 0)
        {
            return new CohortStanding(CohortHealth.Behind, [RuleTexts.NobodyInIt]);
        }

        if (today < dates.Checklist)
        {
            return new CohortStanding(CohortHealth.NotBegun, []);
        }

        List<string> behind = [];
        List<string> unknown = [];
        JudgeReach(counts, today > dates.Checklist, behind, unknown);
        JudgeTasks(counts, dates, today, behind);
        JudgeTraining(counts, training, behind, unknown);
        if (today >= dates.GoLive)
        {
            JudgeUse(counts, dates, checkIns, today, behind, unknown);
        }

        return behind.Count > 0 ? new CohortStanding(CohortHealth.Behind, behind)
            : unknown.Count > 0 || counts.Reached < counts.Members ? new CohortStanding(CohortHealth.Unknown, unknown)
            : new CohortStanding(CohortHealth.OnTrack, []);
    }

    // On the day itself, checklists may still be in flight.
    private static void JudgeReach(CohortCounts counts, bool isDayOver, List<string> behind, List<string> unknown)
    {
        if (counts.Reached is not { } reached)
        {
            unknown.Add(RuleTexts.NotCountedYet);
        }
        else if (isDayOver && reached < counts.Members)
        {
            behind.Add(RuleTexts.NotReached.With(counts.Members - reached));
        }
    }

    // Behind if the share of open tasks exceeds the share of time left until go-live.
    private static void JudgeTasks(CohortCounts counts, TouchpointDates dates, LocalDate today, List<string> behind)
    {
        var open = counts.Tasks - counts.TasksDone;
        var left = Math.Max(0, Period.DaysBetween(today, dates.GoLive));
        var all = Math.Max(1, Period.DaysBetween(dates.Checklist, dates.GoLive));
        if ((long)open * all > (long)counts.Tasks * left)
        {
            behind.Add(RuleTexts.OfTasksOpen.With(open, counts.Tasks));
        }
    }

    private static void JudgeTraining(CohortCounts counts, TrainingHeld training, List<string> behind, List<string> unknown)
    {
        if (training is { Sessions: 0 })
        {
            return;
        }

        if (training.Attended is not { } attended)
        {
            unknown.Add(RuleTexts.WhoWasAtTheTrainingIs);
        }
        else if (attended < counts.Members)
        {
            behind.Add(RuleTexts.MissedTheTraining.With(counts.Members - attended));
        }
    }

    private static void JudgeUse(
        CohortCounts counts, TouchpointDates dates, int checkIns, LocalDate today, List<string> behind, List<string> unknown)
    {
        // The newest check-in whose nudge date has passed, so people have had time to answer.
        var newest = Enumerable.Range(1, checkIns).LastOrDefault(number => dates.NudgeAfter(dates.CheckIn(number)) <= today);
        var count = counts.CheckIns?[newest] ?? default;
        if (count.Sent == 0)
        {
            unknown.Add(RuleTexts.NoCheckInIsAnsweredYet);
            return;
        }

        if (newest < FewerAnswersFrom ? count.Answered * 3 < count.Sent * 2 : count.Answered * 2 < count.Sent)
        {
            behind.Add(RuleTexts.OfAnsweredCheckIn.With(count.Answered, count.Sent, newest));
        }

        if (counts.UsageNo * 10 > counts.UsageYes + counts.UsagePartly + counts.UsageNo)
        {
            behind.Add(RuleTexts.SaidNo.With(counts.UsageNo));
        }
    }
}

/// <summary>A cohort's past training sessions.</summary>
/// <param name="Sessions">How many there were.</param>
/// <param name="Attended">How many members attended; null if nobody recorded it.</param>
public readonly record struct TrainingHeld(int Sessions, int? Attended);
