namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>Whether a member uses the product as agreed.</summary>
public enum Usage
{
    Yes,
    Partly,
    No,
}

/// <summary>A member's answer to a check-in.</summary>
/// <param name="Usage">Whether they use it as agreed.</param>
/// <param name="At">When they answered.</param>
public sealed record CheckInAnswer(Usage Usage, Instant At);

/// <summary>One check-in: when it went out, and the answer.</summary>
public readonly record struct CheckInRecord(int Number, Instant? SentAt, CheckInAnswer? Answer);
