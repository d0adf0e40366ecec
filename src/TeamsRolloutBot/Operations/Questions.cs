using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Passes questions to a human, and answers back.</summary>
internal sealed class Questions(CohortRepository cohorts, IOutbox outbox, IClock clock)
{
    /// <summary>
    /// Stores a question and sends it to the cohort's implementation manager; if there is none, or
    /// they are the asker, to the committee, otherwise to the rollout's owner.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The asker's cohort.</param>
    /// <param name="caller">The asker, as named by the platform.</param>
    /// <param name="asker">The asker's id in the cohort.</param>
    /// <param name="text">The question.</param>
    /// <param name="source">Where it was asked. The same text from the same place is one question,
    /// however often a client resends it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The question, or why it was refused.</returns>
    public async Task<(Question? Question, Refusal? Refusal)> AskAsync(
        StoredRollout rollout, Cohort cohort, Person caller, PersonId asker, string text, string source, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var question = new Question
        {
            Id = IdOf(source, text),
            Rollout = rollout.Id,
            Cohort = cohort.Id,
            Asker = caller with { Id = asker },
            Text = text,
            AskedAt = clock.GetCurrentInstant(),
        };
        var (stored, refusal) = await cohorts.ChangeQuestionAsync<(Question?, Refusal?)>(
            key,
            rollout.Definition,
            question.Id,
            asker,
            async work =>
            {
                if (await work.FindQuestionAsync(question.Id) is { } known)
                {
                    return (known, null);
                }

                if (await work.FindParticipantAsync(asker) is { } participant)
                {
                    if (participant.OpenQuestions >= Limits.OpenQuestionsOfPerson)
                    {
                        return (null, new Refusal(
                            MemberTexts.QuestionsOfYoursWaitForAn.With(Limits.OpenQuestionsOfPerson)));
                    }

                    work.Put(participant, participant with { OpenQuestions = participant.OpenQuestions + 1 });
                }

                work.Ask(question);
                return (question, null);
            },
            ct);
        if (stored is null)
        {
            return (null, refusal);
        }

        await Task.WhenAll(Answerers(rollout, cohort, asker)
            .Select(person => outbox.NotifyAsync(rollout, new DeliveryKey(key, person, Notices.Question, stored.Id), ct)));

        return (stored, null);
    }

    /// <summary>Answers a question; the answer goes to the asker's chat.</summary>
    public async Task<(Question? Question, Refusal? Refusal)> AnswerAsync(
        StoredRollout rollout, CohortId cohort, string id, Person by, string answer, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort);
        var entry = AuditEntry.Of(AuditAction.Answered, by.Id, clock.GetCurrentInstant()) with { Cohort = cohort };
        if (await cohorts.FindQuestionAsync(key, id, ct) is not { Asker.Id: var asker })
        {
            return (null, null);
        }

        var (question, refusal) = await cohorts.ChangeQuestionAsync(
            key,
            rollout.Definition,
            id,
            asker,
            async work =>
            {
                if (await work.FindQuestionAsync(id) is not { } open)
                {
                    return ((Question?)null, (Refusal?)null);
                }

                var (answered, refused) = open.Reply(answer, by, clock.GetCurrentInstant());
                if (refused is null)
                {
                    work.Answer(answered);
                    if (await work.FindParticipantAsync(open.Asker.Id) is { OpenQuestions: > 0 } participant)
                    {
                        work.Put(participant, participant with { OpenQuestions = participant.OpenQuestions - 1 });
                    }

                    work.Record(entry with { Subjects = [answered.Asker.Id] });
                }

                return (answered, refused);
            },
            ct);
        if (question is { IsOpen: false, Asker.Id.IsForgotten: false })
        {
            // Also if it was answered before: that attempt may have ended before this line.
            await outbox.NotifyAsync(rollout, new DeliveryKey(key, question.Asker.Id, Notices.Answer, question.Id), ct);
        }

        return (question, refusal);
    }

    /// <summary>
    /// Who is asked first. Nobody is sent their own question unless there is nobody else.
    /// </summary>
    public static IReadOnlyList<PersonId> Answerers(StoredRollout rollout, Cohort cohort, PersonId asker)
    {
        if (cohort.ImplementationManager is { } lead && lead.Id != asker)
        {
            return [lead.Id];
        }

        var committee = rollout.Definition.Committee.Select(person => person.Id).Where(id => id != asker).ToList();
        return committee.Count > 0 ? committee : [cohort.ImplementationManager?.Id ?? rollout.Rollout.Owner.Id];
    }

    private static string IdOf(string source, string text)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{source}\n{text}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 12));
    }
}
