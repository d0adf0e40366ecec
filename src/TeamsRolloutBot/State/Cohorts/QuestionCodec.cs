using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>Maps a question to a row.</summary>
internal static class QuestionCodec
{
    private const int Version = 1;

    public static RowValues Write(Question question)
    {
        var values = new RowValues
        {
            { "id", question.Id },
            { "rollout", question.Rollout.Value },
            { "cohort", question.Cohort.Value },
            { "asker", question.Asker.Id.Value },
            { "askerName", question.Asker.Name },
            { "askerEmail", question.Asker.Email },
            { "text", question.Text },
            { "asked", question.AskedAt.ToUnixTimeTicks() },
            { "answer", question.Answer },
            { "by", question.AnsweredBy?.Id.Value },
            { "byName", question.AnsweredBy?.Name },
            { "answered", question.AnsweredAt?.ToUnixTimeTicks() },
        };
        return SchemaVersion.Stamp(values, Version);
    }

    public static Question Read(RowValues values)
    {
        SchemaVersion.Check(values, Version);
        return new Question
        {
            Id = values.GetString("id"),
            Rollout = RolloutId.Parse(values.GetString("rollout")) ?? throw StoredValues.Damaged("a rollout's id"),
            Cohort = CohortId.Parse(values.GetString("cohort")) ?? throw StoredValues.Damaged("a cohort's id"),
            Asker = new Person
            {
                Id = StoredValues.PersonId(values.GetString("asker")),
                Name = values.GetString("askerName"),
                Email = values.TryGetString("askerEmail", out var email) ? email : null,
            },
            Text = values.GetString("text"),
            AskedAt = StoredValues.Instant(values, "asked") ?? throw StoredValues.Damaged("a time"),
            Answer = values.TryGetString("answer", out var answer) ? answer : null,
            AnsweredBy = values.TryGetString("by", out var by)
                ? new Person { Id = StoredValues.PersonId(by), Name = values.GetString("byName") }
                : null,
            AnsweredAt = StoredValues.Instant(values, "answered"),
        };
    }
}
