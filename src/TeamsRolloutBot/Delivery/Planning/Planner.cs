using NodaTime;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Turns what is due into deliveries. Doing it twice, on two instances or after a crash anywhere,
/// changes nothing: deliveries have keys that never change and are inserted once.
/// </summary>
internal sealed partial class Planner(
    DueIndex due,
    RolloutRepository rollouts,
    CohortRepository cohorts,
    Enrolment enrolment,
    DecisionWriter decisionWriter,
    InFlight inFlight,
    Schedules schedules,
    IDeliveryQueue queue,
    IInstances instances,
    DeliveryMetrics metrics,
    IClock clock,
    TimeProvider time,
    ILogger<Planner> logger)
{
    // A launch and a resumption write the wakes first, and then the state. It mostly follows at
    // once; where a crash came between, it may never.
    private static readonly Duration StateFollowsWithin = Duration.FromMinutes(15);
    private static readonly Duration LookAgainFirst = Duration.FromMilliseconds(500);

    // What is decided goes into the queue before the next is: the first are out while others are
    // still being planned.
    private const int DecidedTogether = 100;

    private static readonly Duration FollowUpEvery = Duration.FromMinutes(1);
    private readonly Dictionary<CohortKey, Instant> _followedUp = [];

    /// <summary>Looks at everything whose time has come.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var span = DeliveryTracing.Plan();
        var now = clock.GetCurrentInstant();
        var taken = new List<WakeLease>();
        foreach (var hold in await WhatIsDueAsync(now, ct))
        {
            if (await GuardAsync(hold, () => TakeAsync(hold, ct), ct))
            {
                taken.Add(hold);
            }
        }

        foreach (var hold in taken)
        {
            await GuardAsync(hold, () => LookAtAsync(hold, now, ct), ct);
        }

        span?.SetTag("delivery.cohorts", taken.Count);
        LastRun = time.GetTimestamp();
    }

    /// <summary>
    /// When it last looked at everything; a timestamp of the time provider, 0 before the first
    /// time.
    /// </summary>
    public long LastRun { get; private set; }

    /// <summary>The next instant at which something is planned; null when nothing is.</summary>
    public Task<Instant?> NextAsync(CancellationToken ct) => due.NextAsync(ct);

    /// <summary>
    /// The next instant after another at which something is planned; null when nothing is.
    /// </summary>
    public Task<Instant?> NextAfterAsync(Instant instant, CancellationToken ct) => due.NextAfterAsync(instant, ct);

    // Everybody is enrolled before anything is decided: what somebody gets from one cohort depends
    // on the others they are in.
    private async Task<bool> TakeAsync(WakeLease hold, CancellationToken ct)
    {
        if (!await hold.TryTakeAsync(ct))
        {
            return false;
        }

        var key = hold.Wakes[0].Cohort;
        if (await rollouts.FindAsync(key.Rollout, ct) is { Rollout.State: RolloutState.Running } rollout)
        {
            await enrolment.EnrolAsync(rollout, key, ct);
        }

        return true;
    }

    // One cohort that can't be planned must not hold up the others; its wake stays.
    private async Task<bool> GuardAsync(WakeLease hold, Func<Task<bool>> act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            return await act();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogCohortFailed(logger, fault, hold.Wakes[0].Cohort.Partition);
            return false;
        }
    }

    // In the order of the cohorts: of two that would send the same person the same on one day, the
    // first does.
    private async Task<List<WakeLease>> WhatIsDueAsync(Instant now, CancellationToken ct)
    {
        var found = new List<Wake>();
        await foreach (var wake in due.DueAsync(now, ct))
        {
            found.Add(wake);
        }

        return
        [
            .. found
                .GroupBy(wake => wake.Cohort)
                .Where(
                    wakes =>
                        !(
                            wakes.All(wake => wake.IsFollowUp)
                                && _followedUp.TryGetValue(wakes.Key, out var last)
                                && now - last < FollowUpEvery))
                .OrderBy(wakes => wakes.Key.Partition, StringComparer.Ordinal)
                .Select(wakes => new WakeLease([.. wakes], due, instances, time)),
        ];
    }

    private async Task<bool> LookAtAsync(WakeLease hold, Instant now, CancellationToken ct)
    {
        await hold.RenewAsync(ct);
        var key = hold.Wakes[0].Cohort;
        var rollout = await GoOnAsync(await rollouts.FindAsync(key.Rollout, ct), now, ct);
        if (rollout is not { Rollout.State: RolloutState.Running })
        {
            await PutOffOrDropAsync(rollout, hold.Wakes, now, ct);
            return true;
        }

        // Launched or resumed a moment after this look began: what is decided in it is decided
        // after that.
        now = Instant.Max(now, rollout.Rollout.ActiveSince ?? now);
        metrics.RecordPlannerLag(now - hold.Wakes.Min(wake => wake.At));
        var look = key == CohortKey.ForRollout(key.Rollout)
            ? await LookAtDigestsAsync(rollout, key, now, ct)
            : await LookAtPeopleAsync(rollout, key, hold, now, ct);
        _followedUp[key] = now;
        if (look.Next is { } next)
        {
            await due.AddAsync(key, next, now, isFollowUp: false, ct);
        }

        if (look.IsSomethingWaiting)
        {
            await due.AddAsync(key, now, now, isFollowUp: true, ct);
        }

        // Last: a crash before this line only means looking once more.
        foreach (var wake in hold.Wakes.Where(wake => !(wake.IsFollowUp && look.IsSomethingWaiting) && wake.At != look.Next))
        {
            await due.RemoveAsync(wake, ct);
        }

        return true;
    }

    // Paused until a day that has come: it goes on by itself.
    private async Task<StoredRollout?> GoOnAsync(StoredRollout? rollout, Instant now, CancellationToken ct)
    {
        if (rollout is not { Rollout: { State: RolloutState.Paused, PausedUntil: { } until } } || until > now)
        {
            return rollout;
        }

        await due.AddEachAsync(
            [.. rollout.Definition.Cohorts.Select(cohort => new CohortKey(rollout.Id, cohort.Id)), CohortKey.ForRollout(rollout.Id)], now,
            now, ct);
        return await rollouts.ChangeAsync(
            rollout.Id,
            before =>
                before.Rollout.PausedUntil is { } stillUntil && stillUntil <= now && before.Rollout.Resume(now) is (var resumed, null)
                    ? before with { Rollout = resumed }
                    : before,
            _ => AuditEntry.Of(AuditAction.Resumed, rollout.Rollout.Owner.Id, now),
            ct);
    }

    private async Task PutOffOrDropAsync(StoredRollout? rollout, IReadOnlyList<Wake> wakes, Instant now, CancellationToken ct)
    {
        if (rollout is { Rollout.State: RolloutState.Closed })
        {
            await SettleClosedAsync(wakes, now, ct);
            return;
        }

        var mayFollow = rollout?.Rollout.State is RolloutState.Draft or RolloutState.Paused;
        foreach (var wake in wakes)
        {
            // Questions and answers go their way while a rollout is paused.
            if (mayFollow && wake.IsFollowUp && await inFlight.EnqueueNoticesAsync(wake.Cohort, ct))
            {
                continue;
            }

            var waited = now - wake.WrittenAt;
            if (mayFollow && !wake.IsFollowUp && waited < StateFollowsWithin)
            {
                // The longer it has been waited for, the less soon: whoever launches waits half as
                // long again at most.
                await due.AddAsync(wake.Cohort, now + Duration.Max(LookAgainFirst, waited / 2), wake.WrittenAt, isFollowUp: false, ct);
            }

            await due.RemoveAsync(wake, ct);
        }
    }

    // What was on its way when the rollout was closed is brought to its end by the senders, which
    // drop it.
    private async Task SettleClosedAsync(IReadOnlyList<Wake> wakes, Instant now, CancellationToken ct)
    {
        var key = wakes[0].Cohort;
        var isSomethingWaiting = await inFlight.EnqueueAllAsync(key, ct);
        _followedUp[key] = now;
        if (isSomethingWaiting)
        {
            await due.AddAsync(key, now, now, isFollowUp: true, ct);
        }

        foreach (var wake in wakes.Where(wake => !(wake.IsFollowUp && isSomethingWaiting)))
        {
            await due.RemoveAsync(wake, ct);
        }
    }

    private async Task<Look> LookAtPeopleAsync(StoredRollout rollout, CohortKey key, WakeLease hold, Instant now, CancellationToken ct)
    {
        if (schedules.Of(rollout, key.Cohort) is not { } schedule)
        {
            return default;
        }

        var look = new Look(null, await inFlight.EnqueueNoticesAsync(key, ct));
        var batch = new List<DuePerson>();
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            if (participant.Person.Id.IsForgotten || participant.HasLeft)
            {
                continue;
            }

            var plan = PersonPlan.InCohort(rollout, schedule, participant);
            look = look.With(plan.Next(now));
            var decisions = plan.Decide(now).Decisions;
            if (decisions.Count == 0)
            {
                look = look with { IsSomethingWaiting = await inFlight.EnqueueAsync(key, participant, ct) || look.IsSomethingWaiting };
                continue;
            }

            look = look with { IsSomethingWaiting = true };
            batch.Add(new DuePerson(participant.Person.Id, decisions));
            if (batch.Count == DecidedTogether)
            {
                await DecideAsync(rollout, key, schedule, batch, now, ct);
                await hold.RenewAsync(ct);
                batch.Clear();
            }
        }

        await DecideAsync(rollout, key, schedule, batch, now, ct);
        return look;
    }

    private async Task DecideAsync(
        StoredRollout rollout, CohortKey key, CohortSchedule schedule, List<DuePerson> due, Instant now, CancellationToken ct)
    {
        if (due.Count > 0)
        {
            await EnqueueAsync(await decisionWriter.DecideAsync(rollout, key, schedule, due, now, ct), ct);
        }
    }

    private async Task<Look> LookAtDigestsAsync(StoredRollout rollout, CohortKey key, Instant now, CancellationToken ct)
    {
        await EnqueueAsync(await decisionWriter.DecideDigestsAsync(rollout, key, now, ct), ct);
        var owner = rollout.Rollout.Owner;
        var after = await cohorts.FindParticipantAsync(key, owner.Id, ct) ?? new Participant { Person = owner };
        var isSomethingWaiting = await inFlight.EnqueueAsync(key, after, ct) | await inFlight.EnqueueNoticesAsync(key, ct);
        return new Look(PersonPlan.ForDigests(rollout, after).Next(now), isSomethingWaiting);
    }

    private async Task EnqueueAsync(IEnumerable<QueuedAt> queued, CancellationToken ct)
    {
        foreach (var (key, at) in queued)
        {
            await queue.EnqueueAsync(key, at, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Cohort {Cohort} could not be planned; it is tried again")]
    private static partial void LogCohortFailed(ILogger logger, Exception fault, string cohort);

    private readonly record struct Look(Instant? Next, bool IsSomethingWaiting)
    {
        public Look With(Instant? next) =>
            next is null ? this : this with { Next = Next is { } earliest ? Instant.Min(earliest, next.Value) : next };
    }
}
