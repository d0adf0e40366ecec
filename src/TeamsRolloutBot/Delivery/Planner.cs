using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Turns what is due into deliveries. Doing it twice, on two instances or after a crash anywhere, changes nothing: deliveries have keys that never
/// change and are inserted once.
/// </summary>
internal sealed partial class Planner(
    DueIndex due,
    RolloutRepository rollouts,
    CohortRepository cohorts,
    Enrolment enrolment,
    OtherCohorts otherCohorts,
    Schedules schedules,
    IDeliveryQueue queue,
    IInstances instances,
    DeliveryMetrics metrics,
    IClock clock,
    TimeProvider time,
    ILogger<Planner> logger)
{
    // A person has few deliveries at a time; a commit holds the person's row and theirs for this many people.
    private const int PeopleInCommit = 20;

    // A launch and a resumption write the wakes first, and then the state.
    private static readonly Duration StateFollowsWithin = Duration.FromMinutes(15);
    private static readonly Duration LookAgainAfter = Duration.FromSeconds(20);

    private static readonly Duration FollowUpEvery = Duration.FromMinutes(1);
    private readonly Dictionary<CohortKey, Instant> _followedUp = [];

    /// <summary>Looks at everything whose time has come.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var span = DeliveryTracing.Plan();
        var now = clock.GetCurrentInstant();
        var taken = new List<WakeHold>();
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

    /// <summary>When it last looked at everything; a timestamp of the time provider, 0 before the first time.</summary>
    public long LastRun { get; private set; }

    /// <summary>The next instant at which something is planned; null when nothing is.</summary>
    public Task<Instant?> NextAsync(CancellationToken ct) => due.NextAsync(ct);

    // Everybody is enrolled before anything is decided: what somebody gets from one cohort depends on the others they are in.
    private async Task<bool> TakeAsync(WakeHold hold, CancellationToken ct)
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
    private async Task<bool> GuardAsync(WakeHold hold, Func<Task<bool>> act, CancellationToken ct)
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

    // In the order of the cohorts: of two that would send the same person the same on one day, the first does.
    private async Task<List<WakeHold>> WhatIsDueAsync(Instant now, CancellationToken ct)
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
                .Where(wakes => !(wakes.All(wake => wake.IsFollowUp) && _followedUp.TryGetValue(wakes.Key, out var last) && now - last < FollowUpEvery))
                .OrderBy(wakes => wakes.Key.Partition, StringComparer.Ordinal)
                .Select(wakes => new WakeHold([.. wakes], due, instances, time)),
        ];
    }

    private async Task<bool> LookAtAsync(WakeHold hold, Instant now, CancellationToken ct)
    {
        await hold.RenewAsync(ct);
        var key = hold.Wakes[0].Cohort;
        var rollout = await rollouts.FindAsync(key.Rollout, ct);
        if (rollout is not { Rollout.State: RolloutState.Running })
        {
            await PutOffOrDropAsync(rollout, hold.Wakes, now, ct);
            return true;
        }

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
            if (mayFollow && wake.IsFollowUp && (await LookAtNoticesAsync(wake.Cohort, ct)).IsSomethingWaiting)
            {
                continue;
            }

            if (mayFollow && !wake.IsFollowUp && now - wake.WrittenAt < StateFollowsWithin)
            {
                await due.AddAsync(wake.Cohort, now + LookAgainAfter, wake.WrittenAt, isFollowUp: false, ct);
            }

            await due.RemoveAsync(wake, ct);
        }
    }

    // What was on its way when the rollout was closed is brought to its end by the senders, which drop it.
    private async Task SettleClosedAsync(IReadOnlyList<Wake> wakes, Instant now, CancellationToken ct)
    {
        var key = wakes[0].Cohort;
        var look = await LookAtNoticesAsync(key, ct);
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            if (Waiting(participant) is { Count: > 0 } waiting)
            {
                look = look with { IsSomethingWaiting = true };
                await EnqueueAsync(key, participant.Person.Id, waiting, ct);
            }
        }

        _followedUp[key] = now;
        if (look.IsSomethingWaiting)
        {
            await due.AddAsync(key, now, now, isFollowUp: true, ct);
        }

        foreach (var wake in wakes.Where(wake => !(wake.IsFollowUp && look.IsSomethingWaiting)))
        {
            await due.RemoveAsync(wake, ct);
        }
    }

    private async Task<Look> LookAtPeopleAsync(StoredRollout rollout, CohortKey key, WakeHold hold, Instant now, CancellationToken ct)
    {
        if (schedules.Of(rollout, key.Cohort) is not { } schedule)
        {
            return default;
        }

        var look = await LookAtNoticesAsync(key, ct);
        var batch = new List<PersonId>(PeopleInCommit);
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            if (participant.Person.Id.IsForgotten)
            {
                continue;
            }

            var plan = PersonPlan.InCohort(rollout, schedule, participant);
            look = look.With(plan.Next(now));
            var waiting = Waiting(participant);
            if (plan.Decide(now).Decisions.Count > 0)
            {
                batch.Add(participant.Person.Id);
                look = look with { IsSomethingWaiting = true };
            }
            else if (waiting.Count > 0)
            {
                look = look with { IsSomethingWaiting = true };
                await EnqueueAsync(key, participant.Person.Id, waiting, ct);
            }

            if (batch.Count == PeopleInCommit)
            {
                await CommitAsync(rollout, key, schedule, batch, now, ct);
                await hold.RenewAsync(ct);
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            await CommitAsync(rollout, key, schedule, batch, now, ct);
        }

        return look;
    }

    private async Task<Look> LookAtNoticesAsync(CohortKey key, CancellationToken ct)
    {
        var isSomethingWaiting = false;
        await foreach (var notice in cohorts.ListNoticesAsync(key, ct))
        {
            // One that is for later has a wake of its own: until then nothing is on its way.
            if (!notice.IsFinal && notice.NotBefore <= clock.GetCurrentInstant() + Notifier.Ahead)
            {
                isSomethingWaiting = true;
                await queue.EnqueueAgainAsync(notice.Key, notice.NotBefore, ct);
            }
        }

        return new Look(null, isSomethingWaiting);
    }

    private async Task<Look> LookAtDigestsAsync(StoredRollout rollout, CohortKey key, Instant now, CancellationToken ct)
    {
        var owner = rollout.Rollout.Owner;
        var keys = await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                var before = await work.FindParticipantAsync(owner.Id);
                return await DecideAsync(work, rollout, key, before, PersonPlan.ForDigests(rollout, before ?? new Participant { Person = owner }), now);
            },
            ct);
        await EnqueueAsync(keys, ct);
        var after = await cohorts.FindParticipantAsync(key, owner.Id, ct) ?? new Participant { Person = owner };
        await EnqueueAsync(key, owner.Id, Waiting(after), ct);
        var notices = await LookAtNoticesAsync(key, ct);
        return notices.With(PersonPlan.ForDigests(rollout, after).Next(now)) with { IsSomethingWaiting = notices.IsSomethingWaiting || Waiting(after).Count > 0 };
    }

    private async Task CommitAsync(
        StoredRollout rollout, CohortKey key, CohortSchedule schedule, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct)
    {
        var ids = people.ToList();
        var others = await otherCohorts.ContactsAsync(rollout, key, ids, now, ct);
        var keys = await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                var decided = new List<(DeliveryKey Key, Instant At)>();
                foreach (var id in ids)
                {
                    // Read again within the commit: meanwhile the person may have ticked, answered or left.
                    if (await work.FindParticipantAsync(id) is { } participant)
                    {
                        decided.AddRange(await DecideAsync(
                            work, rollout, key, participant, PersonPlan.InCohort(rollout, schedule, participant), now, others.GetValueOrDefault(id)));
                    }
                }

                return decided;
            },
            ct);
        await EnqueueAsync(keys, ct);
    }

    private async Task<List<(DeliveryKey Key, Instant At)>> DecideAsync(
        CohortWork work, StoredRollout rollout, CohortKey key, Participant? before, PersonPlan plan, Instant now, IReadOnlyList<OtherContact>? elsewhere = null)
    {
        var (participant, decisions) = plan.Decide(now);
        if (elsewhere is not null)
        {
            participant = participant with { IsElsewhere = true };
            decisions = [.. decisions.Select(decision => OtherCohorts.OneOfAKindADay(decision, elsewhere))];
        }

        var toSend = new List<(DeliveryKey, Instant)>();
        await RemoveWithdrawnAsync(work, key, before, participant, decisions);
        foreach (var decision in decisions)
        {
            var touchpoint = decision.Touchpoint;
            var deliveryKey = DeliveryKey.ForTouchpoint(key, participant.Person.Id, touchpoint.Kind, touchpoint.Number);
            var outcome = decision.IsSent ? ContactOutcome.Queued : ContactOutcome.Skipped;
            participant = participant with
            {
                History = participant.History.With(touchpoint.Kind, touchpoint.Number, new Contact(outcome, now, touchpoint.Due, decision.Skip)),
            };
            await work.PutAsync(new Storage.Repositories.Delivery
            {
                Key = deliveryKey,
                State = decision.IsSent ? DeliveryState.Waiting : DeliveryState.Skipped,
                Due = touchpoint.Due,
                NotBefore = decision.At,
                DecidedAt = now,
                Revision = rollout.Rollout.Revision,
                DoneAt = decision.IsSent ? null : now,
                Reason = decision.IsSent ? null : decision.Skip.Text(),
            });
            metrics.Decided(decision.IsSent);
            if (decision.IsSent)
            {
                toSend.Add((deliveryKey, decision.At));
            }
        }

        if (decisions.Count > 0 || (before is not null && participant != before))
        {
            work.Put(before, participant);
        }

        return toSend;
    }

    // What was queued and is not decided anew is planned for another day now, or not at all.
    private static async Task RemoveWithdrawnAsync(
        CohortWork work, CohortKey key, Participant? before, Participant after, IReadOnlyList<Decision> decisions)
    {
        foreach (var ((kind, number), contact) in before?.History.Contacts ?? new Dictionary<(TouchpointKind, int), Contact>())
        {
            if (contact.Outcome == ContactOutcome.Queued
                && after.History.Find(kind, number) is null
                && !decisions.Any(decision => decision.Touchpoint.Kind == kind && decision.Touchpoint.Number == number))
            {
                await work.RemoveAsync(DeliveryKey.ForTouchpoint(key, after.Person.Id, kind, number));
            }
        }
    }

    private static List<(TouchpointKind Kind, int Number)> Waiting(Participant participant) =>
        [.. participant.History.Contacts.Where(contact => contact.Value.Outcome == ContactOutcome.Queued).Select(contact => contact.Key)];

    private async Task EnqueueAsync(CohortKey key, PersonId person, IReadOnlyList<(TouchpointKind Kind, int Number)> waiting, CancellationToken ct)
    {
        foreach (var (kind, number) in waiting)
        {
            var deliveryKey = DeliveryKey.ForTouchpoint(key, person, kind, number);
            if (await cohorts.FindDeliveryAsync(deliveryKey, ct) is { IsFinal: false } delivery)
            {
                await queue.EnqueueAgainAsync(deliveryKey, delivery.NotBefore, ct);
            }
        }
    }

    private async Task EnqueueAsync(IEnumerable<(DeliveryKey Key, Instant At)> keys, CancellationToken ct)
    {
        foreach (var (key, at) in keys)
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
