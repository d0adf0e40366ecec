namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>Why a member is at risk of not adopting the product.</summary>
public enum RiskReason
{
    None,

    /// <summary>"No" in two consecutive check-ins.</summary>
    TwiceNo,

    /// <summary>Three consecutive check-ins without an answer.</summary>
    ThreeUnanswered,
}

/// <summary>The rule for who is at risk.</summary>
public static class AtRisk
{
    private const int NoRunning = 2;
    private const int UnansweredRunning = 3;

    /// <param name="checkIns">The check-ins sent, in any order.</param>
    /// <param name="isOverdue">Whether a check-in without an answer already counts as unanswered:
    /// its nudge has gone out or its answer period is over.</param>
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

        // An unanswered check-in between two "no"s does not break the pattern.
        var answers = newestFirst.Where(checkIn => checkIn.Answer is not null).Take(NoRunning).ToList();
        return answers.Count == NoRunning && answers.All(checkIn => checkIn.Answer!.Usage == Usage.No)
            ? RiskReason.TwiceNo
            : RiskReason.None;
    }
}
