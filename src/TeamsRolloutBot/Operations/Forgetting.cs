using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Erases a person: names, addresses and texts go, counts stay. The work is stored first and
/// resumed after a crash; every step is idempotent.
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
    CalendarFollowUp calendars,
    IClock clock,
    ILogger<Forgetting> logger)
{
    // Anything a sender held during the erasure is written after it, but well within this time.
    private static readonly Duration SecondPassAfter = Duration.FromMinutes(10);

    /// <summary>Why somebody can't be forgotten now; null if they can.</summary>
    public static Refusal? Refuse(IReadOnlyList<PersonId> ids, IReadOnlyList<StoredRollout> within) =>
        within.FirstOrDefault(rollout =>
            ids.Contains(rollout.Rollout.Owner.Id) && rollout.Rollout.IsOpen
        )
            is { } owned
            ? new Refusal(
                  ManagerTexts.TheyOwnWhichIsNotClosed.With(Wording.Shorten(owned.Definition.Name, 80)))
            : null;

    /// <summary>
    /// Forgets somebody in rollouts and, if they have no part in any other, everywhere.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="by">Who requested it.</param>
    /// <param name="ids">The person's ids.</param>
    /// <param name="within">The rollouts to process.</param>
    /// <param name="isAdministrator">Whether the requester may erase them everywhere.</param>
    /// <param name="ct">Cancels; what has started is still finished later.</param>
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

    /// <summary>
    /// Finishes pending erasures: after a crash, and a second pass some minutes later.
    /// </summary>
    /// <returns>The number of people still pending.</returns>
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
                // One that keeps failing must not block the others: erasure is an obligation.
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

        // Unusable rows name people in unpredictable ways, so all of them go.
        await returned.RemoveAllAsync(rollout.Id, ct);
        await subcontractors.ForgetAsync(rollout.Id, job.Ids, ct);

        // Before the cohorts: anybody who has joined by then is erased there.
        await joining.ForgetAsync(rollout.Id, job.Ids, ct);
        var now = clock.GetCurrentInstant();
        rollout = await rollouts.ChangeAsync(
            rollout.Id, before => before with { Rollout = before.Rollout.Forget(job.Ids) }, ct) ?? rollout;
        foreach (var key in rollout.Keys)
        {
            await erasure.RunAsync(key, rollout.Definition, job.Ids, now, ct);
            await calendars.RequestAsync(rollout, key.Cohort, ct);
        }

        await audit.CollectAllAsync(rollout, ct);
        await audit.ReplaceAsync(rollout.Id, job.Ids, ct);

        // The same entry, however often this runs.
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

        // Somebody removed from their last rollout has no part in any.
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

    [LoggerMessage(Level = LogLevel.Error, Message = "An erasure failed; it will be retried")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "A person was erased from {Rollouts} rollouts; everywhere: {IsEverywhere}; pass {Pass}")]
    private static partial void LogForgotten(ILogger logger, int rollouts, bool isEverywhere, int pass);
}
