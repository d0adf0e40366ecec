using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Stores the outcome of a step: the definition and the people it adds to a cohort.
/// </summary>
internal sealed class DraftEditor(
    RolloutRepository rollouts, CohortRepository cohorts, ImplementationManagers managers, Membership membership,
    ReturnedRows returned, JobTitles titles)
{
    /// <summary>
    /// Stores an outcome unless the draft has changed since the step was validated.
    /// </summary>
    /// <returns>The updated draft, null if it is gone; and whether it had changed, in which case
    /// nothing was stored.</returns>
    public async Task<(StoredRollout? Draft, bool IsStale)> SaveAsync(
        StoredRollout draft, StepOutcome outcome, int step, CancellationToken ct)
    {
        var isStale = false;
        var stored = await rollouts.ChangeAsync(
            draft.Id,
            before =>
            {
                isStale = before.DefinitionRevision != draft.DefinitionRevision;
                if (isStale)
                {
                    return before;
                }

                var (rollout, refusal) = before.Rollout.Redefine(outcome.Definition!);
                return refusal is null
                    ? before with { Rollout = rollout, Step = step, LeadsToReview = before.LeadsToReview || outcome.LeadsToReview }
                    : before;
            },
            ct);
        if (stored is null || isStale)
        {
            return (stored, isStale);
        }

        await returned.KeepAsync(stored.Id, outcome, ct);
        if (outcome.RemovedCohort is { } removed)
        {
            await cohorts.ClearAsync(new CohortKey(stored.Id, removed), ct);
        }

        await titles.GiveRolesAsync(stored, outcome.Said, stored.Rollout.Owner.Id, ct);
        if (outcome.Cohort is { } first)
        {
            foreach (var (cohort, members) in outcome.Others.Prepend(new CohortPeople(first, outcome.NewMembers)))
            {
                stored = await managers.SetAsync(
                    stored, cohort, draft.Definition.FindCohort(cohort)?.ImplementationManager,
                    stored.Definition.FindCohort(cohort)?.ImplementationManager, ct);
                await membership.AddAsync(stored, cohort, members, stored.Rollout.Owner.Id, ct);
            }
        }

        return (stored, false);
    }

    /// <summary>Fills a new draft's cohort with people from elsewhere.</summary>
    public async Task FillAsync(StoredRollout draft, CohortId cohort, IReadOnlyList<Member> members, CancellationToken ct)
    {
        draft = await managers.SetAsync(
            draft, cohort, null, draft.Definition.FindCohort(cohort)?.ImplementationManager, ct);
        await membership.AddAsync(draft, cohort, members, draft.Rollout.Owner.Id, ct);
    }

    /// <summary>
    /// How far directory lookup is for each cohort, with the first unknown people.
    /// </summary>
    public async Task<IReadOnlyDictionary<CohortId, (
        ResolutionState State, IReadOnlyList<string> Unknown)>> ResolutionsAsync(StoredRollout draft, CancellationToken ct)
    {
        var read = await Task.WhenAll(draft.Definition.Cohorts.Select(async cohort =>
        (
            cohort.Id,
            Read: await cohorts.ReadResolutionAsync(new CohortKey(draft.Id, cohort.Id), null, ReviewStep.UnknownNamed + 1, ct)
        )));
        return read.ToDictionary(cohort => cohort.Id, cohort => cohort.Read);
    }

    /// <summary>A page of the people unknown to the directory, cohort by cohort.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="from">The cohort to continue in; null for the first.</param>
    /// <param name="after">The address to continue after in that cohort; null for its
    /// first.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<(Cohort Cohort, string Address)>> UnknownAsync(
        StoredRollout draft, CohortId? from, string? after, CancellationToken ct)
    {
        var page = new List<(Cohort, string)>();
        foreach (var cohort in draft.Definition.Cohorts.SkipWhile(cohort => from is { } first && cohort.Id != first))
        {
            var left = UnknownPeopleCard.PageSize + 1 - page.Count;
            if (left > 0)
            {
                var (_, unknown) = await cohorts.ReadResolutionAsync(
                    new CohortKey(draft.Id, cohort.Id), cohort.Id == from ? after : null, left, ct);
                page.AddRange(unknown.Select(address => (cohort, address)));
            }
        }

        return page;
    }

    /// <summary>
    /// A sample member of the first cohort to go live, preferably one with a role; null if it is
    /// empty.
    /// </summary>
    public async Task<Participant?> SampleAsync(StoredRollout draft, CancellationToken ct)
    {
        const int few = 10;
        Participant? sample = null;
        foreach (var cohort in CohortOrder.ByGoLive(draft.Definition).Take(1))
        {
            await foreach (var participant in cohorts.ListParticipantsAsync(new CohortKey(draft.Id, cohort.Id), limit: few, ct: ct))
            {
                sample = participant.IsMember && sample?.Role is null ? participant : sample;
            }
        }

        return sample;
    }

    /// <summary>Each cohort's member count, from the stored counts.</summary>
    public async Task<IReadOnlyDictionary<CohortId, int>> MemberCountsAsync(StoredRollout draft, CancellationToken ct) =>
        (await cohorts.ListCountsAsync(draft, ct)).ToDictionary(cohort => cohort.Key, cohort => cohort.Value.Members);
}
