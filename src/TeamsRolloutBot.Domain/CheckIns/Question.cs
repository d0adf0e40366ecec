namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>A question passed on to a human, and its answer.</summary>
public sealed record Question
{
    /// <summary>Sorts by the time the question was asked.</summary>
    public required string Id { get; init; }

    public required RolloutId Rollout { get; init; }

    public required CohortId Cohort { get; init; }

    public required Person Asker { get; init; }

    public required string Text { get; init; }

    public required Instant AskedAt { get; init; }

    public string? Answer { get; init; }

    public Person? AnsweredBy { get; init; }

    public Instant? AnsweredAt { get; init; }

    public bool IsOpen => Answer is null;

    /// <summary>
    /// Answers the question. Refused if somebody else answered first, so that the asker never gets
    /// two conflicting answers.
    /// </summary>
    public (Question Question, Refusal? Refusal) Reply(string answer, Person by, Instant now) =>
        IsOpen
            ? (this with { Answer = answer, AnsweredBy = by, AnsweredAt = now }, null)
            : (this, new Refusal(RuleTexts.HasAlreadyAnsweredThisQuestion.With(AnsweredBy?.Name ?? MemberTexts.Somebody)));
}
