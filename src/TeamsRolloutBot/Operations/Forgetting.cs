using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Erases a person: names, addresses and what they wrote go, what was counted stays. What is to be
/// done is written down first and taken up again after a crash; every part of it can be done twice.
/// </summary>
internal sealed partial class Forgetting(
    ForgetJobs jobs,
    RolloutRepository rollouts,
    ReturnedLists returned,
    UserRepository users,
    KnownPeopleRepository known,
    CohortErasure erasure,
    AuditRepository audit,
    RolloutEraser eraser,
    FileRepository files,
    SavedPlaybooks playbooks,
    SubcontractorRepository subcontractors,
    PeopleJobs joining,
    IClock clock,
    ILogger<Forgetting> logger)
{
    // What was in a sender's hands while the person was erased is written after it; by then it is.
    private static readonly Duration SecondPassAfter = Duration.FromMinutes(10);

    /// <summary>Why somebody can't be forgotten now; null when they can.</summary>
    public static Refusal? Refuse(IReadOnlyList<PersonId> ids, IReadOnlyList<StoredRollout> within) =>
        within.FirstOrDefault(rollout =>
            ids.Contains(rollout.Rollout.Owner.Id) && rollout.Rollout.IsOpen
        )
            is { } owned
            ? new Refusal(
                  ManagerTexts.TheyOwnWhichIsNotClosed.With(Wording.Shorten(owned.Definition.Name, 80)))
            : null;

    /// <summary>
    /// Forgets somebody in rollouts, and, where they have no part in any other, altogether.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="ids">The ids they are known by.</param>
    /// <param name="within">The rollouts to look through.</param>
    /// <param name="isAdministrator">Whether the one who asked may erase them everywhere.</param>
    /// <param name="ct">Cancels; what was begun is finished all the same.</param>
    public async Task ForgetAsync(
        string tenantId, PersonId by, IReadOnlyList<PersonId> ids, IReadOnlyList<StoredRollout> within, bool isAdministrator,
        CancellationToken ct)
    {
        var job = new ForgetJob
        {
            Id = Guid.NewGuid().ToString("N"),
            TenantId = tenantId,
            By = by,
            At = clock.GetCurrentInstant(),
            Ids = ids.ToDictionary(id => id, _ => PersonId.Forgotten()),
            Rollouts = [.. within.Select(rollout => rollout.Id)],
            IsEverywhere = isAdministrator || await IsOnlyWithinAsync(tenantId, ids, within, ct),
        };
        await jobs.SaveAsync(job, ct);
        await RunAsync(job, ct);
    }

    /// <summary>Finishes what was begun: after a crash, and once more some minutes later.</summary>
    /// <returns>How many people are still to be looked after.</returns>
    public async Task<int> ResumeAsync(CancellationToken ct)
    {
        var left = 0;
        await foreach (var job in jobs.ListAsync(ct))
        {
            try
            {
                if (job.Passes == 0 || clock.GetCurrentInstant() - job.At >= SecondPassAfter)
                {
                    await RunAsync(job, ct);
                }

                left += job.Passes == 0 ? 1 : 0;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                // One that keeps failing does not hold up the others: erasing is a duty.
                LogFailed(logger, fault);
                left++;
            }
        }

        return left;
    }

    private async Task RunAsync(ForgetJob job, CancellationToken ct)
    {
        foreach (var id in job.Rollouts)
        {
            if (await rollouts.FindAsync(id, ct) is { } rollout)
            {
                await ForgetInAsync(rollout, job, ct);
            }
        }

        foreach (var id in job.Ids.Keys)
        {
            if (job.IsEverywhere)
            {
                await users.EraseAsync(job.TenantId, id, ct);
                await known.EraseAsync(job.TenantId, id, ct);
            }
            else
            {
                await RemovePartsAsync(job, id, ct);
            }
        }

        await playbooks.ForgetAsync(job.TenantId, job.Ids, ct);
        await files.RemoveOfAsync(job.TenantId, [.. job.Ids.Keys], ct);
        if (job.Passes == 0)
        {
            await jobs.SaveAsync(job with { Passes = 1 }, ct);
        }
        else
        {
            await jobs.RemoveAsync(job, ct);
        }

        LogForgotten(logger, job.Rollouts.Count, job.IsEverywhere, job.Passes + 1);
    }

    private async Task ForgetInAsync(StoredRollout rollout, ForgetJob job, CancellationToken ct)
    {
        if (rollout.Rollout.State == RolloutState.Draft && job.Ids.ContainsKey(rollout.Rollout.Owner.Id))
        {
            await eraser.EraseAsync(rollout, ct);
            return;
        }

        // Rows that could not be used name people in ways that are not known without reading them.
        await returned.RemoveAllAsync(rollout.Id, ct);
        await subcontractors.ForgetAsync(rollout.Id, job.Ids, ct);

        // Before the cohorts: whoever joins until then is erased there.
        await joining.ForgetAsync(rollout.Id, job.Ids, ct);
        var now = clock.GetCurrentInstant();
        await rollouts.ChangeAsync(rollout.Id, before => before with { Rollout = before.Rollout.Forget(job.Ids) }, ct);
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            await erasure.RunAsync(new CohortKey(rollout.Id, cohort.Id), rollout.Definition, job.Ids, now, ct);
        }

        await erasure.RunAsync(CohortKey.ForRollout(rollout.Id), rollout.Definition, job.Ids, now, ct);
        await audit.CollectAllAsync(rollout, ct);
        await audit.ReplaceAsync(rollout.Id, job.Ids, ct);

        // The same entry however often this runs.
        var by = job.Ids.GetValueOrDefault(job.By, job.By);
        await audit.AddAsync(
            rollout.Id, AuditEntry.Of(AuditAction.Forgot, by, job.At) with
            {
                Id = AuditEntry.IdOf(job.At, job.Id[..16]),
                Subjects = [job.Ids.Values.First()]
            }, ct);
    }

    private async Task<bool> IsOnlyWithinAsync(
        string tenantId, IReadOnlyList<PersonId> ids, IReadOnlyList<StoredRollout> within, CancellationToken ct)
    {
        await foreach (var part in users.ListPartsAsync(tenantId, ids, ct))
        {
            if (within.All(rollout => rollout.Id != part.Rollout))
            {
                return false;
            }
        }

        // Who was removed from the last rollout they were in has no part in any.
        return true;
    }

    private async Task RemovePartsAsync(ForgetJob job, PersonId id, CancellationToken ct)
    {
        var parts = new List<Part>();
        await foreach (var part in users.ListPartsAsync(job.TenantId, [id], ct))
        {
            if (job.Rollouts.Contains(part.Rollout))
            {
                parts.Add(part);
            }
        }

        foreach (var part in parts)
        {
            await users.RemovePartAsync(job.TenantId, part, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An erasure failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "A person was erased from {Rollouts} rollouts; everywhere: {IsEverywhere}; pass {Pass}")]
    private static partial void LogForgotten(ILogger logger, int rollouts, bool isEverywhere, int pass);
}
