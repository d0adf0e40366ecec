using System.Threading.Channels;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Reads time zones from mailboxes, in the background, for people without one in their list row: a
/// list can be long. If a crash loses a request, somebody merely stays in their cohort's zone.
/// </summary>
internal sealed partial class ZoneReader(
    IPeople people, GraphConnection graph, GraphLevels levels, CohortRepository cohorts, IOutbox outbox, IClock clock,
    ILogger<ZoneReader> logger)
    : BackgroundService
{
    // A person and the counts each: within a commit's hundred rows.
    private const int PeopleInCommit = 40;

    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>();

    /// <summary>Requests the zones of members who have none of their own.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="members">Each member's id in the cohort and in the directory, which may differ
    /// for somebody added by address.</param>
    public void Ask(StoredRollout rollout, CohortId cohort, IEnumerable<(PersonId InCohort, PersonId InDirectory)> members)
    {
        if (!graph.Serves(rollout.TenantId) || !levels.IsOpen(GraphFeature.Zones))
        {
            return;
        }

        foreach (var chunk in members.Where(member => Guid.TryParse(member.InDirectory.Value, out _)).Chunk(PeopleInCommit))
        {
            _requests.Writer.TryWrite(new Request(rollout, cohort, chunk));
        }
    }

    /// <summary>Processes the pending requests.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        while (_requests.Reader.TryRead(out var request))
        {
            await ReadAsync(request, ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _requests.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(logger, fault);
            }
        }
    }

    private async Task ReadAsync(Request request, CancellationToken ct)
    {
        var (rollout, cohortId, members) = request;
        if (!levels.IsOpen(GraphFeature.Zones) || rollout.Definition.FindCohort(cohortId) is not { } cohort)
        {
            return;
        }

        var hours = await people.ReadHoursAsync([.. members.Select(member => member.InDirectory)], ct);
        var zones = new Dictionary<PersonId, DateTimeZone>();
        foreach (var (inCohort, inDirectory) in members)
        {
            if (hours.GetValueOrDefault(inDirectory)?.Zone is { } zone && zone.Id != cohort.Zone.Id)
            {
                zones[inCohort] = zone;
            }
        }

        if (zones.Count == 0)
        {
            return;
        }

        await cohorts.ChangePeopleAsync(
            new CohortKey(rollout.Id, cohortId),
            rollout.Definition,
            zones.Keys,
            async work =>
            {
                foreach (var (id, zone) in zones)
                {
                    if (await work.FindParticipantAsync(id) is { Zone: null } before)
                    {
                        work.Put(before, before with { Zone = zone });
                    }
                }

                return true;
            },
            ct);
        if (rollout.Rollout.IsLaunched)
        {
            await outbox.WakeAsync(rollout.Id, [cohortId], clock.GetCurrentInstant(), ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Time zones could not be read; people stay in their cohort's")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    private sealed record Request(StoredRollout Rollout, CohortId Cohort, IReadOnlyList<(PersonId InCohort, PersonId InDirectory)> Members);
}
