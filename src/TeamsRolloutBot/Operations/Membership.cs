using NodaTime;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>Puts people into cohorts and takes them out, before launch and after.</summary>
internal sealed class Membership(
    CohortRepository cohorts,
    SessionRepository sessions,
    RolloutRepository rollouts,
    UserRepository users,
    IOutbox outbox,
    ZoneReader zones,
    AddressResolver resolver,
    SharedChecklist shared,
    IClock clock)
{
    // Of a commit's hundred the counts, the attendance lists' own row and the history entry are one
    // each.
    private const int RowsForPeople = StorageLimits.MaxWrites - 4;

    // Themselves, and where their address, or their address before, is found.
    private const int RowsOfPerson = 3;

    /// <summary>
    /// Adds members, or changes role, audience and zone of those who are there. Who joins a
    /// launched rollout is caught up at their next send time.
    /// </summary>
    /// <returns>How many of them are new to the cohort.</returns>
    public async Task<int> AddAsync(
        StoredRollout rollout, CohortId cohortId, IReadOnlyList<Member> members, PersonId by, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohortId);
        var cohort = rollout.Definition.FindCohort(cohortId)
            ?? throw new ArgumentException("The rollout has no such cohort.", nameof(cohortId));
        var isLaunched = rollout.Rollout.State != RolloutState.Draft;
        var added = 0;
        Instant? wake = null;
        var known = new List<KnownMember>(members.Count);
        while (known.Count < members.Count)
        {
            // In each attendance list a place that is left, where they went by another name, and
            // one that is taken.
            var atOnce = RowsForPeople / (RowsOfPerson + (2 * await sessions.CountListsAsync(key, ct)));
            var chunk = members.Skip(known.Count).Take(atOnce).ToList();
            var entry = AuditEntry.Of(AuditAction.Added, by, clock.GetCurrentInstant()) with { Cohort = cohortId };
            var (ids, joining) = await cohorts.ChangePeopleAsync(
                key,
                rollout.Definition,
                chunk.Select(member => member.Person),
                async work =>
                {
                    var (all, joined) = (new List<PersonId>(), new List<PersonId>());
                    foreach (var member in chunk)
                    {
                        var before = await work.FindAnyAsync(member.Person);

                        // Who is there already keeps the id that what they have done is kept under.
                        var person = member.Person with { Id = before?.Person.Id ?? member.Person.Id };
                        if (before is not null && (person.Name.Length == 0 || person.Name == person.Email))
                        {
                            person = person with { Name = before.Person.Name };
                        }

                        var joins = before is not { IsMember: true };
                        all.Add(person.Id);
                        if (joins)
                        {
                            joined.Add(person.Id);
                        }

                        var after = (before ?? new Participant { Person = person }) with
                        {
                            Person = person,
                            IsMember = true,
                            HasLeft = false,
                            Role = member.Role ?? before?.Role,
                            JobTitle = (member.Role ?? before?.Role) is null ? member.JobTitle ?? before?.JobTitle : null,
                            Audience = member.IsAudienceStated || before is null ? member.Audience : before.Audience,
                            IsAudienceStated = member.IsAudienceStated || before is { IsAudienceStated: true },
                            Zone = member.Zone ?? before?.Zone,
                        };
                        if (isLaunched && joins)
                        {
                            after = after with { ActiveFrom = NextSendTime(rollout.Definition, cohort, member.Zone) };
                        }

                        work.Put(before, after);
                    }

                    // Who is in a draft is part of its definition; from the launch on it matters
                    // who let somebody in.
                    if (isLaunched && joined.Count > 0)
                    {
                        work.Record(entry with { Subjects = joined });
                    }

                    return (all, joined.Count);
                },
                ct);
            added += joining;
            known.AddRange(ids.Zip(chunk, (id, member) => new KnownMember(id, member)));
            if (isLaunched)
            {
                await Task.WhenAll(ids.Select(id =>
                    users.AddPartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.Member, id), ct)));
                await shared.JoinAsync(rollout, ids, ct);
                foreach (var member in chunk)
                {
                    var from = NextSendTime(rollout.Definition, cohort, member.Zone);
                    wake = wake is { } earliest ? Instant.Min(earliest, from) : from;
                }
            }
        }

        if (wake is { } at)
        {
            await outbox.WakeAsync(rollout.Id, [cohortId], at, ct);
        }

        zones.Ask(
            rollout, cohortId,
            known.Where(member => member.Added.Zone is null)
                .Select(member => (member.InCohort, member.Added.Person.Id.IsMail ? member.InCohort : member.Added.Person.Id)));
        if (known.Any(member => member.InCohort.IsMail))
        {
            await resolver.AskAsync(rollout, cohortId, ct);
        }

        return added;
    }

    /// <summary>
    /// Makes somebody the cohort's implementation manager; who was it before is it no more. Who is
    /// in the cohort already keeps the id by which it knows them.
    /// </summary>
    /// <returns>The rollout, whose definition names the implementation manager by that
    /// id.</returns>
    public async Task<StoredRollout> SetImplementationManagerAsync(
        StoredRollout rollout, CohortId cohortId, Person? before, Person? after, CancellationToken ct)
    {
        if (before?.Id == after?.Id)
        {
            return rollout;
        }

        var (old, now) = await cohorts.ChangeAsync(
            new CohortKey(rollout.Id, cohortId), rollout.Definition, work => ReplaceImplementationManagerAsync(work, before, after), ct);
        if (after is not null && now is not null && now.Id != after.Id)
        {
            rollout = await rollouts.ChangeAsync(rollout.Id, stored => Named(stored, cohortId, after, after with { Id = now.Id }), ct)
                ?? rollout;
        }

        if (rollout.Rollout.State == RolloutState.Draft)
        {
            return rollout;
        }

        if (old is not null && old.Id != now?.Id)
        {
            await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.ImplementationManager, old.Id), ct);
        }

        if (now is not null)
        {
            await users.AddPartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.ImplementationManager, now.Id), ct);
            await outbox.WakeAsync(rollout.Id, [cohortId], clock.GetCurrentInstant(), ct);
        }

        return rollout;
    }

    // The two as the cohort knows them.
    private static async ValueTask<(Person? Old, Person? Now)> ReplaceImplementationManagerAsync(
        CohortWork work, Person? before, Person? after)
    {
        var old = before is null ? null : await work.FindAnyAsync(before);
        var now = after is null ? null : await work.FindAnyAsync(after);
        if (old is not null && old.Person.Id != now?.Person.Id)
        {
            if (old.IsMember)
            {
                work.Put(old, old with { IsImplementationManager = false });
            }
            else
            {
                work.Remove(old);
            }
        }

        if (after is not null)
        {
            work.Put(now, (now ?? new Participant { Person = after }) with { IsImplementationManager = true, HasLeft = false });
        }

        return (old?.Person ?? before, now?.Person ?? after);
    }

    // Named otherwise meanwhile, it stays so.
    private static StoredRollout Named(StoredRollout stored, CohortId cohortId, Person from, Person to)
    {
        if (stored.Definition.FindCohort(cohortId) is not { } cohort || cohort.ImplementationManager?.Id != from.Id)
        {
            return stored;
        }

        var (renamed, refusal) = stored.Rollout.Redefine(stored.Definition.WithCohort(cohort with { ImplementationManager = to }));
        return refusal is null ? stored with { Rollout = renamed } : stored;
    }

    /// <summary>
    /// Takes somebody out: nothing more is sent to them, and they are not counted. What they did in
    /// a launched rollout is kept: added again they go on where they were. False when they were not
    /// there.
    /// </summary>
    public async Task<bool> RemoveAsync(StoredRollout rollout, CohortId cohortId, PersonId person, PersonId by, CancellationToken ct)
    {
        var isDraft = rollout.Rollout.State == RolloutState.Draft;
        var removed = await ChangeOneAsync(rollout, cohortId, person, AuditAction.Removed, by, isThere: true, (work, participant) =>
        {
            if (isDraft && !participant.IsImplementationManager)
            {
                work.Remove(participant);
            }
            else
            {
                work.Put(participant, participant with { IsMember = false, HasLeft = !participant.IsImplementationManager });
            }
        }, ct);
        if (removed)
        {
            await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.Member, person), ct);
            if (!isDraft)
            {
                await outbox.ReviveAsync(rollout, cohortId, person, ct);
            }
        }

        return removed;
    }

    /// <summary>
    /// Takes a removal back: they are a member again, as they were. False when they are, or when
    /// nothing is kept of them.
    /// </summary>
    public async Task<bool> RestoreAsync(StoredRollout rollout, CohortId cohortId, PersonId person, PersonId by, CancellationToken ct)
    {
        var restored = await ChangeOneAsync(
            rollout, cohortId, person, AuditAction.Undone, by, isThere: false, (work, participant) =>
                work.Put(participant, participant with { IsMember = true, HasLeft = false }), ct);
        if (restored)
        {
            await users.AddPartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.Member, person), ct);
            await shared.JoinAsync(rollout, [person], ct);
            await outbox.WakeAsync(rollout.Id, [cohortId], clock.GetCurrentInstant(), ct);
        }

        return restored;
    }

    /// <summary>
    /// Lets a member start afresh: what they did and what was sent to them counts for nothing, and
    /// what is due again comes at their
    /// next send time. What they have ticked off as an implementation manager, and their questions,
    /// stay. False when they are no member.
    /// </summary>
    public async Task<bool> StartAfreshAsync(StoredRollout rollout, CohortId cohortId, PersonId person, PersonId by, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohortId);
        var cohort = rollout.Definition.FindCohort(cohortId) ?? throw new ArgumentException("The rollout has no such cohort.",
            nameof(cohortId));
        var entry = AuditEntry.Of(AuditAction.StartedAfresh, by, clock.GetCurrentInstant()) with { Cohort = cohortId, Subjects = [person] };
        var from = await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                if (await work.FindParticipantAsync(person) is not { IsMember: true } before)
                {
                    return (Instant?)null;
                }

                await work.WithdrawAsync(before);
                var after = before with
                {
                    Progress = before.Progress.Without(Checklists.ForMember(rollout.Definition, before.Role)),
                    History = ContactHistory.Empty,
                    Answers = before.Answers.Clear(),
                    ActiveFrom = NextSendTime(rollout.Definition, cohort, before.Zone),
                };
                work.Put(before, after);
                work.Record(entry);
                return after.ActiveFrom;
            },
            ct);
        if (from is not { } at)
        {
            return false;
        }

        await shared.ClearAsync(rollout, cohortId, person, ct);
        await outbox.WakeAsync(rollout.Id, [cohortId], at, ct);
        return true;
    }

    private Task<bool> ChangeOneAsync(
        StoredRollout rollout, CohortId cohortId, PersonId person, AuditAction action, PersonId by, bool isThere, Action<CohortWork,
        Participant> change, CancellationToken ct)
    {
        var entry = AuditEntry.Of(action, by, clock.GetCurrentInstant()) with { Cohort = cohortId, Subjects = [person] };
        return cohorts.ChangeAsync(
            new CohortKey(rollout.Id, cohortId),
            rollout.Definition,
            async work =>
            {
                if (await work.FindParticipantAsync(person) is not { } participant || participant.IsMember != isThere)
                {
                    return false;
                }

                change(work, participant);
                work.Record(entry);
                return true;
            },
            ct);
    }

    /// <summary>
    /// Moves a member to another cohort: they keep what they have ticked off, and are caught up
    /// there like anybody who joins.
    /// </summary>
    public async Task MoveAsync(
        StoredRollout rollout, CohortId from, CohortId to, Member member, TaskProgress progress, PersonId by, CancellationToken ct)
    {
        // There first: cut short in between, they are in both, and are moved again.
        await AddAsync(rollout, to, [member], by, ct);
        await cohorts.ChangePeopleAsync(
            new CohortKey(rollout.Id, to),
            rollout.Definition,
            [member.Person],
            async work =>
            {
                if (await work.FindAnyAsync(member.Person) is { } there)
                {
                    var ticked = progress.Done.Where(done => !there.Progress.Done.ContainsKey(done.Key));
                    work.Put(there, there with { Progress = new TaskProgress(there.Progress.Done.AddRange(ticked)) });
                }

                return true;
            },
            ct);
        await RemoveAsync(rollout, from, member.Person.Id, by, ct);
    }

    /// <summary>Moves everybody of a cohort to another one.</summary>
    /// <returns>How many members were moved.</returns>
    public async Task<int> MoveAllAsync(StoredRollout rollout, CohortId from, CohortId to, PersonId by, CancellationToken ct)
    {
        var people = await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, from), ct: ct)
            .Where(person => person is { IsMember: true, Person.Id.IsForgotten: false }).ToListAsync(ct);
        foreach (var person in people)
        {
            await MoveAsync(rollout, from, to, MemberOf(person), person.Progress, by, ct);
        }

        return people.Count;
    }

    /// <summary>Takes everybody out of a cohort that is to go.</summary>
    public async Task ClearAsync(StoredRollout rollout, CohortId cohortId, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohortId);
        await foreach (var person in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            await Task.WhenAll(new[] { Involvement.Member, Involvement.ImplementationManager }
                .Select(part => users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, part, person.Person.Id), ct)));
        }

        await cohorts.ClearAsync(key, ct);
    }

    /// <summary>A participant as somebody to add.</summary>
    public static Member MemberOf(Participant participant) => new()
    {
        Person = participant.Person,
        Role = participant.Role,
        JobTitle = participant.JobTitle,
        Audience = participant.Audience,
        IsAudienceStated = participant.IsAudienceStated,
        Zone = participant.Zone,
    };

    /// <summary>Somebody who was added.</summary>
    /// <param name="InCohort">The id by which the cohort knows them.</param>
    /// <param name="Added">As they were added.</param>
    private sealed record KnownMember(PersonId InCohort, Member Added);

    private Instant NextSendTime(RolloutDefinition definition, Cohort cohort, DateTimeZone? zone) =>
        definition.Timing.Hours.NextSendTime(clock.GetCurrentInstant(), definition.Timing.Calendar, zone ?? cohort.Zone);
}
