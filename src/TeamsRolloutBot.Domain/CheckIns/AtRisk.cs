namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>Why a member is at risk of not using the product.</summary>
public enum RiskReason
{
    None,

    /// <summary>"No" to two check-ins running.</summary>
    TwiceNo,

    /// <summary>Three check-ins running without an answer.</summary>
    ThreeUnanswered,
}

/// <summary>The rule that says who is at risk.</summary>
public static class AtRisk
{
    private const int NoRunning = 2;
    private const int UnansweredRunning = 3;

    /// <param name="checkIns">The check-ins that were sent, in any order.</param>
    /// <param name="isOverdue"> Whether a sent check-in without an answer counts as unanswered yet:
    /// its nudge has gone out or its time for an answer is over. </param>
    public static RiskReason Of(IEnumerable<CheckInRecord> checkIns, Func<CheckInRecord, bool> isOverdue)
    {
        var newestFirst = checkIns
            .Where(checkIn => checkIn.SentAt is not null)
            .OrderByDescending(checkIn => checkIn.Number)
            .SkipWhile(checkIn => checkIn.Answer is null && !isOverdue(checkIn))
            .ToList();
        if (newestFirst.Take(UnansweredRunning).Count(checkIn => checkIn.Answer is null) == UnansweredRunning)
        {
            return RiskReason.ThreeUnanswered;
        }

        // An unanswered check-in between two answers does not make the "no"s less of a pattern.
        var answers = newestFirst.Where(checkIn => checkIn.Answer is not null).Take(NoRunning).ToList();
        return answers.Count == NoRunning && answers.All(checkIn => checkIn.Answer!.Usage == Usage.No)
            ? RiskReason.TwiceNo
            : RiskReason.None;
    }
}
