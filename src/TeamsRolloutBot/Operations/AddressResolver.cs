using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Looks up in the directory, in the background, members who were added to a cohort by address: a
/// list can have thousands, and Graph answers 20 at a time. Those found get their object id and
/// name; unknown addresses are recorded and named in the review.
/// </summary>
/// <remarks>
/// Requests are stored and resumed after a crash. Ids are changed only in drafts, and no longer
/// once the cohort's people are referenced elsewhere by id
/// (<see cref="ResolutionState.KeepsIds"/>).
/// </remarks>
internal sealed partial class AddressResolver(
    IPeople people,
    GraphConnection graph,
    GraphLevels levels,
    ResolutionJobs jobs,
    RolloutRepository rollouts,
    CohortRepository cohorts,
    ZoneReader zones,
    ExclusiveTurns turns,
    ResolutionProgress progress,
    TimeProvider time,
    ILogger<AddressResolver> logger) : DurableWork(time)
{
    // One Graph batch, and four rows per person in a commit.
    private const int AtOnce = GraphBatch.Size;
    private static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Requests a look-up of a cohort's members known by address only; does nothing without a
    /// directory.
    /// </summary>
    public async Task AskAsync(StoredRollout rollout, CohortId cohort, CancellationToken ct)
    {
        if (!graph.Serves(rollout.TenantId) || !levels.IsOpen(GraphFeature.People))
        {
            return;
        }

        await jobs.AskAsync(new CohortKey(rollout.Id, cohort), ct);
        Begin();
    }

    /// <summary>Processes the pending requests.</summary>
    public override async Task RunAsync(CancellationToken ct)
    {
        var asked = new List<(CohortKey Cohort, string ETag)>();
        await foreach (var job in jobs.ListAsync(ct))
        {
            asked.Add(job);
        }

        foreach (var (cohort, etag) in asked)
        {
            try
            {
                await using var turn = await turns.TakeAsync($"lookup|{cohort.Partition}", HoldFor, TimeSpan.Zero, ct);
                if (turn is not null && await LookUpAsync(cohort, turn, ct))
                {
                    await jobs.RemoveAsync(cohort, etag, ct);
                }
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                // A cohort that keeps failing must not block the others.
                LogFailed(fault);
            }
        }
    }

    /// <returns>Whether it is finished: everybody was looked up, or nobody can be.</returns>
    private async Task<bool> LookUpAsync(CohortKey key, ExclusiveTurns.Lease turn, CancellationToken ct)
    {
        if (await rollouts.FindAsync(key.Rollout, ct) is not { } rollout || rollout.Definition.FindCohort(key.Cohort) is not { } cohort)
        {
            return true;
        }

        var addresses = await cohorts.ListAddressesAsync(key, ct);
        var report = await progress.BeginAsync(rollout, cohort, addresses.Count, ct);
        await SetAsync(key, rollout, state => state with { IsRunning = addresses.Count > 0, Done = 0, Total = addresses.Count }, ct);
        var unknown = 0;
        try
        {
            foreach (var chunk in addresses.Chunk(AtOnce))
            {
                if (!await turn.HoldOnAsync(ct))
                {
                    return false;
                }

                var found = await people.FindAllAsync(chunk, ct);
                await TakeInAsync(key, rollout, chunk, found, ct);
                unknown += chunk.Count(address => !found.ContainsKey(address));
                await report.AdvanceAsync(chunk.Length, unknown, ct);
            }
        }
        catch (GraphException failure) when (failure.IsPassing)
        {
            // Progress so far is kept; the rest is retried.
            LogPostponed(logger, failure.Kind, failure.Status);
            return false;
        }
        catch (GraphException failure)
        {
            LogPostponed(logger, failure.Kind, failure.Status);
            await SetAsync(key, rollout, state => state with { IsRunning = false }, ct);
            await report.FailAsync(ct);
            return true;
        }

        await SetAsync(key, rollout, state => state with { IsRunning = false }, ct);
        await report.EndAsync(ct);
        return true;
    }

    private async Task TakeInAsync(
        CohortKey key, StoredRollout rollout, string[] addresses, IReadOnlyDictionary<string, DirectoryPerson> found, CancellationToken ct)
    {
        var reads = addresses.Select(PersonId.FromEmail).Concat(found.Values.Select(person => person.Person.Id));
        var ids = await cohorts.ChangePeopleAsync(
            key,
            rollout.Definition,
            reads,
            async work =>
            {
                // Written with every change, so that no id changes concurrently with setting
                // KeepsIds.
                var state = await work.GetResolutionAsync();
                work.Put(state with { Done = Math.Min(state.Total, state.Done + addresses.Length) });
                var mayChange = !state.KeepsIds && rollout.Rollout.State == RolloutState.Draft;
                var known = new List<(PersonId InCohort, PersonId InDirectory)>();
                foreach (var address in addresses)
                {
                    if (await work.FindParticipantAsync(PersonId.FromEmail(address)) is not { } participant)
                    {
                        continue;
                    }

                    work.NoteInDirectory(address, found.ContainsKey(address));
                    if (found.TryGetValue(address, out var person))
                    {
                        // The definition names the implementation manager, whose id must stay the
                        // same as there.
                        var id = mayChange && !participant.IsImplementationManager
                            ? await RenameAsync(work, participant, person)
                            : participant.Person.Id;
                        if (participant.Zone is null)
                        {
                            known.Add((id, person.Person.Id));
                        }
                    }
                }

                return known;
            },
            ct);
        zones.Ask(rollout, key.Cohort, ids);
    }

    // Found under both ids, it is one person: merge them, with what the list stated taking
    // precedence.
    private static async ValueTask<PersonId> RenameAsync(CohortWork work, Participant participant, DirectoryPerson found)
    {
        var other = await work.FindParticipantAsync(found.Person.Id);
        work.Remove(participant);
        var one = other is null ? participant : other with
        {
            IsMember = other.IsMember || participant.IsMember,
            HasLeft = other.HasLeft && participant.HasLeft,
            Role = participant.Role ?? other.Role,
            JobTitle = participant.JobTitle ?? other.JobTitle,
            Audience = participant.Audience,
            IsAudienceStated = participant.IsAudienceStated,
            Zone = participant.Zone ?? other.Zone,
            Language = participant.Language ?? other.Language,
        };
        work.Put(
            other,
            one with { Person = found.Person, Audience = found.IsGuest && !one.IsAudienceStated ? Audience.External : one.Audience });
        return found.Person.Id;
    }

    private async Task SetAsync(
        CohortKey key, StoredRollout rollout, Func<ResolutionState, ResolutionState> change, CancellationToken ct) =>
        await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                work.Put(change(await work.GetResolutionAsync()));
                return true;
            },
            ct);

    protected override void LogFailed(Exception fault) => LogFailed(logger, fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "People could not be looked up in the directory; the bot will retry")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "A directory lookup was cut short: {Kind}, status {Status}")]
    private static partial void LogPostponed(ILogger logger, GraphFailureKind kind, int? status);
}
