namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>How a cohort is doing.</summary>
public enum CohortHealth
{
    /// <summary>Its checklists are not due yet.</summary>
    NotBegun,

    OnTrack,

    /// <summary>Less is known than it takes to say.</summary>
    Unknown,

    Behind,
}

/// <summary>
/// What a manager is told about a cohort, by one rule: the same on the status card, in the digest
/// and in files.
/// </summary>
/// <param name="Health">How it is doing.</param>
/// <param name="Reasons">Why it is behind or not known, the weightiest first, such as <c>3 not
/// reached</c>; else empty.</param>
public sealed record CohortStanding(CohortHealth Health, IReadOnlyList<string> Reasons)
{
    /// <summary>
    /// From this check-in on, half of the answers are enough: answers to repeated short surveys
    /// grow fewer.
    /// </summary>
    public const int FewerAnswersFrom = 5;

    /// <param name="counts">The cohort's counts.</param>
    /// <param name="training">What is known of its training sessions.</param>
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

    // On the day itself the checklists may still be on their way.
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

    // Behind when the share of open tasks is larger than the share of time that is left before
    // go-live.
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
        // The newest check-in that people have had time to answer, until its nudge.
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

/// <summary>What is known of a cohort's training sessions that are over.</summary>
/// <param name="Sessions">How many there were.</param>
/// <param name="Attended">How many members were there; null where nobody has noted it.</param>
public readonly record struct TrainingHeld(int Sessions, int? Attended);
