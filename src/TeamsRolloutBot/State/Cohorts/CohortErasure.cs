using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Removes a person from a cohort's rows: what counts them stays, what identifies them goes.
/// Idempotent, and can resume after an interruption.
/// </summary>
internal sealed class CohortErasure(ITableStore store, CohortRepository cohorts, SessionRepository sessions)
{
    /// <summary>Replaces a forgotten person's text.</summary>
    public const string Erased = "(erased)";

    private static readonly string[] PersonalPrefixes =
    [
        DeliveryKey.RowPrefix, DeliveryKey.NoticePrefix, CohortWork.BlockerPrefix, BurstRepository.Prefix,
        CohortWork.FailedPrefix + DeliveryKey.RowPrefix, CohortWork.FailedPrefix + DeliveryKey.NoticePrefix,
    ];

    /// <param name="cohort">The cohort.</param>
    /// <param name="definition">Its rollout's definition.</param>
    /// <param name="ids">The person's ids and the replacement for each.</param>
    /// <param name="now">The time of the erasure.</param>
    /// <param name="ct">Cancels.</param>
    public async Task RunAsync(
        CohortKey cohort, RolloutDefinition definition, IReadOnlyDictionary<PersonId, PersonId> ids, NodaTime.Instant now,
        CancellationToken ct)
    {
        foreach (var (id, gone) in ids)
        {
            // The person first: after that nothing new is planned for them.
            await cohorts.ChangeAsync(cohort, definition, work => ReplaceAsync(work, id, gone, now), ct);
            foreach (var prefix in PersonalPrefixes)
            {
                await PartitionErasure.RunAsync(store, Table.Cohorts, cohort.Partition, RowRange.Prefix($"{prefix}{id.Value}|"), ct);
            }

            await sessions.EraseAsync(cohort, id, ct);
        }

        await ForgetMarksAsync(cohort, definition, ids, ct);
        var counts = await cohorts.GetCountsAsync(cohort, ct);
        if (counts.QuestionsOpen + counts.QuestionsAnswered == 0)
        {
            return;
        }

        await foreach (var question in cohorts.ListQuestionsAsync(cohort, ct))
        {
            if (IsAbout(question, ids))
            {
                await cohorts.ChangeAsync(cohort, definition, work => EraseAsync(work, question.Id, ids, now), ct);
            }
        }
    }

    // What they ticked off for others stays ticked.
    private async Task ForgetMarksAsync(
        CohortKey cohort, RolloutDefinition definition, IReadOnlyDictionary<PersonId, PersonId> ids, CancellationToken ct)
    {
        await foreach (var marked in cohorts.ListParticipantsAsync(cohort, ct: ct)
            .Where(participant => participant.Progress.MarkedBy.Values.Any(ids.ContainsKey)))
        {
            await cohorts.ChangePeopleAsync(
                cohort,
                definition,
                [marked.Person.Id],
                async work =>
                {
                    if (await work.FindParticipantAsync(marked.Person.Id) is { } before)
                    {
                        work.Put(before, before with { Progress = before.Progress.Forget(ids) });
                    }

                    return true;
                },
                ct);
        }
    }

    private static async ValueTask<bool> ReplaceAsync(CohortWork work, PersonId id, PersonId gone, NodaTime.Instant now)
    {
        if (await work.FindParticipantAsync(id) is not { } before)
        {
            return false;
        }

        var history = before.History;
        foreach (var ((kind, number), contact) in before.History.Contacts.Where(contact => contact.Value.Outcome == ContactOutcome.Queued))
        {
            history = history.With(kind, number, contact with { Outcome = ContactOutcome.Skipped, At = now });
        }

        work.Remove(before);
        work.Put(null, before with { Person = Person.Forgotten(gone), JobTitle = null, Zone = null, History = history });
        return true;
    }

    private static async ValueTask<bool> EraseAsync(
        CohortWork work, string id, IReadOnlyDictionary<PersonId, PersonId> ids, NodaTime.Instant now)
    {
        if (await work.FindQuestionAsync(id) is not { } question || !IsAbout(question, ids))
        {
            return false;
        }

        var erased = question;
        if (ids.TryGetValue(question.Asker.Id, out var asker))
        {
            erased = erased with { Asker = Person.Forgotten(asker), Text = Erased };
        }

        if (question.AnsweredBy is { } by && ids.TryGetValue(by.Id, out var answerer))
        {
            erased = erased with { AnsweredBy = Person.Forgotten(answerer), Answer = Erased };
        }

        if (erased.IsOpen)
        {
            // Nobody is waiting for the answer any longer.
            work.Answer(erased with { Answer = Erased, AnsweredAt = now });
        }
        else
        {
            work.Rewrite(erased);
        }

        return true;
    }

    private static bool IsAbout(Question question, IReadOnlyDictionary<PersonId, PersonId> ids) =>
        ids.ContainsKey(question.Asker.Id) || (question.AnsweredBy is { } by && ids.ContainsKey(by.Id));
}
