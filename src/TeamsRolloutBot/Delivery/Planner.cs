using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
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
    UserRepository users,
    Schedules schedules,
    IDeliveryQueue queue,
    DeliveryMetrics metrics,
    IClock clock,
    ILogger<Planner> logger)
{
    // A person has few deliveries at a time; a commit holds the person's row and theirs for this many people.
    private const int PeopleInCommit = 20;

    // Each newcomer is a commit of their own, and commits that wait together share a sync.
    private const int EnrolledAtOnce = 64;

    // A launch and a resumption write the wakes first, and then the state.
    private static readonly Duration StateFollowsWithin = Duration.FromMinutes(15);
    private static readonly Duration LookAgainAfter = Duration.FromSeconds(20);

    private static readonly Duration FollowUpEvery = Duration.FromMinutes(1);
    private readonly Dictionary<CohortKey, Instant> _followedUp = [];

    /// <summary>Looks at everything whose time has come.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var wakes = new List<Wake>();
        await foreach (var wake in due.DueAsync(now, ct))
        {
            wakes.Add(wake);
        }

        foreach (var group in wakes.GroupBy(wake => wake.Cohort))
        {
            ct.ThrowIfCancellationRequested();
            var isOnlyFollowUp = group.All(wake => wake.IsFollowUp);
            if (isOnlyFollowUp && _followedUp.TryGetValue(group.Key, out var last) && now - last < FollowUpEvery)
            {
                continue;
            }

            try
            {
                await LookAtAsync(group.Key, [.. group], now, ct);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One cohort that can't be planned must not hold up the others; its wake stays.
                LogCohortFailed(logger, fault, group.Key.Partition);
            }
        }
    }

    /// <summary>The next instant at which something is planned; null when nothing is.</summary>
    public Task<Instant?> NextAsync(CancellationToken ct) => due.NextAsync(ct);

    private async Task LookAtAsync(CohortKey key, IReadOnlyList<Wake> wakes, Instant now, CancellationToken ct)
    {
        var rollout = await rollouts.FindAsync(key.Rollout, ct);
        if (rollout is not { Rollout.State: RolloutState.Running })
        {
            await PutOffOrDropAsync(rollout, wakes, now, ct);
            return;
        }

        metrics.RecordPlannerLag(now - wakes.Min(wake => wake.At));
        var look = key == CohortKey.ForRollout(key.Rollout)
            ? await LookAtDigestsAsync(rollout, key, now, ct)
            : await LookAtPeopleAsync(rollout, key, now, ct);
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
        foreach (var wake in wakes.Where(wake => !(wake.IsFollowUp && look.IsSomethingWaiting) && wake.At != look.Next))
        {
            await due.RemoveAsync(wake, ct);
        }
    }

    private async Task PutOffOrDropAsync(StoredRollout? rollout, IReadOnlyList<Wake> wakes, Instant now, CancellationToken ct)
    {
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

    private async Task<Look> LookAtPeopleAsync(StoredRollout rollout, CohortKey key, Instant now, CancellationToken ct)
    {
        if (schedules.Of(rollout, key.Cohort) is not { } schedule)
        {
            return default;
        }

        var look = await LookAtNoticesAsync(key, ct);
        var batch = new List<PersonId>(PeopleInCommit);
        var newcomers = new List<Task>(EnrolledAtOnce);
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            var plan = PersonPlan.InCohort(rollout, schedule, participant);
            look = look.With(plan.Next(now));
            var waiting = Waiting(participant);
            if (participant.History.Contacts.Count == 0)
            {
                newcomers.Add(EnrolAsync(rollout, key, participant, ct));
                if (newcomers.Count == EnrolledAtOnce)
                {
                    await Task.WhenAll(newcomers);
                    newcomers.Clear();
                }
            }

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
                batch.Clear();
            }
        }

        await Task.WhenAll(newcomers);
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
                await queue.EnqueueAsync(notice.Key, notice.NotBefore, ct);
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
        var others = await OtherPlansAsync(rollout, key, ids, ct);
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
        CohortWork work, StoredRollout rollout, CohortKey key, Participant? before, PersonPlan plan, Instant now, IReadOnlyList<Touchpoint>? elsewhere = null)
    {
        var (participant, decisions) = plan.Decide(now);
        var toSend = new List<(DeliveryKey, Instant)>();
        foreach (var decision in decisions.Select(decision => OneOfAKindADay(decision, elsewhere)))
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

    // Two of one kind to one person on one day are one: the first in time, and of two at the same time the first cohort's.
    private static Decision OneOfAKindADay(Decision decision, IReadOnlyList<Touchpoint>? elsewhere) =>
        decision.IsSent && elsewhere is not null && elsewhere.Any(other =>
            other.Kind == decision.Touchpoint.Kind
            && other.Local.Date == decision.Touchpoint.Local.Date
            && TouchpointOrder.ByTime(other, decision.Touchpoint) < 0)
            ? decision with { Skip = SkipReason.SentForAnotherCohort }
            : decision;

    private async Task<Dictionary<PersonId, IReadOnlyList<Touchpoint>>> OtherPlansAsync(
        StoredRollout rollout, CohortKey key, IReadOnlyList<PersonId> people, CancellationToken ct)
    {
        var plans = new Dictionary<PersonId, IReadOnlyList<Touchpoint>>();
        if (rollout.Definition.Cohorts.Count < 2)
        {
            return plans;
        }

        foreach (var person in people)
        {
            var touchpoints = new List<Touchpoint>();
            var others = new HashSet<CohortId>();
            await foreach (var part in users.ListPartsAsync(rollout.TenantId, [person], ct))
            {
                if (part.Rollout == rollout.Id && part.Cohort is { } other && other != key.Cohort && others.Add(other)
                    && schedules.Of(rollout, other) is { } schedule
                    && await cohorts.FindParticipantAsync(new CohortKey(rollout.Id, other), person, ct) is { } there)
                {
                    touchpoints.AddRange(schedule.PlanFor(there.Recipient, there.History));
                }
            }

            if (touchpoints.Count > 0)
            {
                plans[person] = touchpoints;
            }
        }

        return plans;
    }

    private async Task EnrolAsync(StoredRollout rollout, CohortKey key, Participant participant, CancellationToken ct)
    {
        if (participant.IsMember)
        {
            await users.AddPartAsync(rollout.TenantId, new Part(key.Rollout, key.Cohort, Involvement.Member, participant.Person.Id), ct);
        }

        if (participant.IsImplementationManager)
        {
            await users.AddPartAsync(rollout.TenantId, new Part(key.Rollout, key.Cohort, Involvement.ImplementationManager, participant.Person.Id), ct);
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
                await queue.EnqueueAsync(deliveryKey, delivery.NotBefore, ct);
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
