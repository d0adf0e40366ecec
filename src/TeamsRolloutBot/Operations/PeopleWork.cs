using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Adds people to a launched rollout and merges its cohorts: small numbers at once, thousands in
/// the background with a progress message to the rollout's manager.
/// </summary>
internal sealed partial class PeopleWork(
    PeopleJobs jobs, Membership membership, MemberMoves moves, CohortRemoval removal, RolloutRepository rollouts,
    CohortRepository cohorts, ExclusiveTurns turns, ProgressMessage progress, TimeProvider time, ILogger<PeopleWork> logger)
    : DurableWork(time)
{
    /// <summary>Maximum number of people handled while somebody waits.</summary>
    public const int AtOnce = 100;

    private const int MergedTogether = 20;
    private static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(3);

    /// <returns>How many are new in their cohort; null: they are being added in the
    /// background.</returns>
    public async Task<int?> AddAsync(StoredRollout rollout, IReadOnlyList<CohortPeople> people, PersonId by, CancellationToken ct)
    {
        if (people.Sum(each => each.Members.Count) > AtOnce)
        {
            await jobs.AskAsync(rollout.Id, people, by, ct);
            Begin();
            return null;
        }

        var added = 0;
        foreach (var (cohort, members) in people)
        {
            added += await membership.AddAsync(rollout, cohort, members, by, ct);
        }

        return added;
    }

    /// <summary>Moves everybody in a cohort to another one, and removes it.</summary>
    /// <returns>Whether it is done, and why it can't be.</returns>
    public async Task<(bool IsDone, Refusal? Refusal)> MergeAsync(
        StoredRollout rollout, CohortId from, CohortId into, int members, PersonId by, CancellationToken ct)
    {
        if (members > AtOnce)
        {
            await jobs.AskMergeAsync(rollout.Id, from, into, members, by, ct);
            Begin();
            return (false, null);
        }

        await moves.MoveAllAsync(rollout, from, into, by, ct);
        return (true, await removal.RemoveAsync(rollout, from, by, ct));
    }

    public override async Task RunAsync(CancellationToken ct)
    {
        foreach (var asked in await jobs.ListAsync(ct).ToListAsync(ct))
        {
            try
            {
                await using var turn = await turns.TakeAsync($"joining|{asked.Id}", HoldFor, TimeSpan.Zero, ct);

                // Another instance may have finished it meanwhile.
                if (turn is not null && await jobs.FindAsync(asked.Id, ct) is { } job)
                {
                    await DoAsync(job, turn, ct);
                }
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                // One that keeps failing must not block the others.
                LogFailed(fault);
            }
        }
    }

    private async Task DoAsync(PeopleJob job, ExclusiveTurns.Lease turn, CancellationToken ct)
    {
        if (await FindOpenAsync(job, ct) is not { } rollout)
        {
            await jobs.RemoveAsync(job, ct);
            return;
        }

        // Outside a turn: write in the language of the rollout's manager.
        Language.Current = await progress.LanguageAsync(rollout, ct);
        var report = new ProgressUpdates(progress, Time, rollout, job.MessageId);
        var end = job is { From: { } from, Into: { } into }
            ? await MergeAsync(job, from, into, report, turn, ct)
            : await AddAsync(job, report, turn, ct);
        if (end is not null)
        {
            await report.TellAsync(end, ct);
            await jobs.RemoveAsync(job, ct);
        }
    }

    /// <returns>The final message; null if the job is not finished.</returns>
    private async Task<string?> AddAsync(PeopleJob job, ProgressUpdates report, ExclusiveTurns.Lease turn, CancellationToken ct)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var listed in jobs.ListPartsAsync(job, ct))
        {
            if (!await turn.HoldOnAsync(ct))
            {
                return null;
            }

            // Read again: somebody in it may have been forgotten since the list was read.
            if (await jobs.FindPartAsync(listed.Row, ct) is not { } part)
            {
                continue;
            }

            // Read again: a cohort may be gone, and a job title may have become a role.
            if (await FindOpenAsync(job, ct) is not { } rollout)
            {
                return ManagerTexts.OfPeopleWereAddedBeforeThe.With(job.Done, job.Total);
            }

            var (id, all) = part.People;
            var members = all.Where(member => !member.Person.Id.IsForgotten).ToList();
            job = job with { Total = job.Total - (all.Count - members.Count) };
            if (rollout.Definition.FindCohort(id) is { } cohort)
            {
                names.Add(cohort.Name);
                var added = await membership.AddAsync(rollout, id, [.. members.Select(WithRole)], job.By, ct);
                job = job with { Done = job.Done + members.Count, Added = job.Added + added };
            }

            await report.AdvanceAsync(ManagerTexts.OfPeopleWereAdded.With(job.Done, job.Total), ct);
            job = job with { MessageId = report.MessageId };
            await jobs.SaveAsync(job, part, ct);

            Member WithRole(Member member) => member is { Role: null, JobTitle: { } title }
                && rollout.Definition.Playbook.RoleOf(title) is { } role
                    ? member with { Role = role.Id, JobTitle = null }
                    : member;
        }

        var known = job.Done - job.Added;
        var lost = job.Total - job.Done;
        return ManagerTexts.PeopleWereAdded.With(job.Added)
            + (names.Count == 1 ? ManagerTexts.To2.With(CardText.Escape(names.Single())) : ".")
            + (known > 0 ? ManagerTexts.WereThereAlreadyTheirRoleAnd2.With(known) : string.Empty)
            + (lost > 0 ? ManagerTexts.WereNotTheirCohortWasRemoved.With(lost) : string.Empty)
            + ManagerTexts.NewcomersAreCaughtUpAtTheir;
    }

    private async Task<string?> MergeAsync(
        PeopleJob job, CohortId from, CohortId into, ProgressUpdates report, ExclusiveTurns.Lease turn, CancellationToken ct)
    {
        while (true)
        {
            if (await FindOpenAsync(job, ct) is not { } rollout
                || rollout.Definition.FindCohort(from) is not { } source
                || rollout.Definition.FindCohort(into) is not { } target)
            {
                return ManagerTexts.TheCohortsWereNotMergedOne.With(job.Done);
            }

            // Read again each time: people already moved are no longer members here.
            var people = await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, from), ct: ct)
                .Where(person => person.IsPresent).Take(MergedTogether).ToListAsync(ct);
            if (people.Count == 0)
            {
                var refusal = await removal.RemoveAsync(rollout, from, job.By, ct);
                return ManagerTexts.PeopleAreInNow2.With(job.Done, CardText.Escape(target.Name))
                    + (refusal?.Reason ?? ManagerTexts.IsRemoved.With(CardText.Escape(source.Name)));
            }

            if (!await turn.HoldOnAsync(ct))
            {
                return null;
            }

            foreach (var person in people)
            {
                await moves.MoveAsync(rollout, from, into, Membership.MemberOf(person), person.Progress, job.By, ct);
            }

            job = job with { Done = job.Done + people.Count };
            await report.AdvanceAsync(
                ManagerTexts.OfPeopleWereMovedTo.With(job.Done, Math.Max(job.Total, job.Done), CardText.Escape(target.Name)), ct);
            job = job with { MessageId = report.MessageId };
            await jobs.SaveAsync(job, null, ct);
        }
    }

    private async Task<StoredRollout?> FindOpenAsync(PeopleJob job, CancellationToken ct) =>
        await rollouts.FindAsync(job.Rollout, ct) is { Rollout.IsOpen: true } open ? open : null;

    protected override void LogFailed(Exception fault) => LogFailed(logger, fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "People could not be added or moved; the bot will retry")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
