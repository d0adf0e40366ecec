using NodaTime;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Operations;

/// <summary>Puts people into cohorts and takes them out, before launch and after.</summary>
internal sealed class Membership(
    CohortRepository cohorts, UserRepository users, AuditRepository audit, IDeliveries deliveries, ZoneReader zones, IClock clock)
{
    // Each person costs up to two rows of a commit.
    private const int PeopleInCommit = 45;

    /// <summary>
    /// Adds members, or changes role, audience and zone of those who are there. Who joins a launched rollout is caught up at their next send time.
    /// </summary>
    /// <returns>How many of them are new to the cohort.</returns>
    public async Task<int> AddAsync(StoredRollout rollout, CohortId cohortId, IReadOnlyList<Member> members, PersonId by, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohortId);
        var cohort = rollout.Definition.FindCohort(cohortId) ?? throw new ArgumentException("The rollout has no such cohort.", nameof(cohortId));
        var isLaunched = rollout.Rollout.State != RolloutState.Draft;
        var added = 0;
        Instant? wake = null;
        foreach (var chunk in members.Chunk(PeopleInCommit))
        {
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
                            Role = member.Role,
                            Audience = member.Audience,
                            Zone = member.Zone ?? before?.Zone,
                        };
                        if (isLaunched && joins)
                        {
                            after = after with { ActiveFrom = NextSendTime(rollout.Definition, cohort, member.Zone) };
                        }

                        work.Put(before, after);
                    }

                    // Who is in a draft is part of its definition; from the launch on it matters who let somebody in.
                    if (isLaunched && joined.Count > 0)
                    {
                        work.Record(entry with { Subjects = joined });
                    }

                    return (all, joined.Count);
                },
                ct);
            added += joining;
            if (isLaunched)
            {
                await audit.TryCollectAsync(rollout.Id, Table.Cohorts, key.Partition, ct);
                foreach (var (id, member) in ids.Zip(chunk))
                {
                    await users.AddPartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.Member, id), ct);
                    var from = NextSendTime(rollout.Definition, cohort, member.Zone);
                    wake = wake is { } earliest ? Instant.Min(earliest, from) : from;
                }
            }
        }

        if (wake is { } at)
        {
            await deliveries.WakeAsync(rollout.Id, [cohortId], at, ct);
        }

        zones.Ask(rollout, cohortId, members);
        return added;
    }

    /// <summary>Makes somebody the cohort's implementation manager; who was it before is it no more.</summary>
    public async Task SetImplementationManagerAsync(StoredRollout rollout, CohortId cohortId, Person? before, Person? after, CancellationToken ct)
    {
        if (before?.Id == after?.Id)
        {
            return;
        }

        var key = new CohortKey(rollout.Id, cohortId);
        await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                if (before is not null && await work.FindParticipantAsync(before.Id) is { } old)
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
                    var known = await work.FindParticipantAsync(after.Id);
                    work.Put(known, (known ?? new Participant { Person = after }) with { IsImplementationManager = true });
                }

                return true;
            },
            ct);
        if (rollout.Rollout.State == RolloutState.Draft)
        {
            return;
        }

        if (before is not null)
        {
            await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.ImplementationManager, before.Id), ct);
        }

        if (after is not null)
        {
            await users.AddPartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.ImplementationManager, after.Id), ct);
            await deliveries.WakeAsync(rollout.Id, [cohortId], clock.GetCurrentInstant(), ct);
        }
    }

    /// <summary>Takes somebody out: nothing more is sent to them. False when they were not there.</summary>
    public async Task<bool> RemoveAsync(StoredRollout rollout, CohortId cohortId, PersonId person, PersonId by, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohortId);
        var entry = AuditEntry.Of(AuditAction.Removed, by, clock.GetCurrentInstant()) with { Cohort = cohortId, Subjects = [person] };
        var removed = await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                if (await work.FindParticipantAsync(person) is not { IsMember: true } participant)
                {
                    return false;
                }

                if (participant.IsImplementationManager)
                {
                    work.Put(participant, participant with { IsMember = false });
                }
                else
                {
                    work.Remove(participant);
                }

                work.Record(entry);
                return true;
            },
            ct);
        if (removed)
        {
            await audit.TryCollectAsync(rollout.Id, Table.Cohorts, key.Partition, ct);
            await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.Member, person), ct);
        }

        return removed;
    }

    private Instant NextSendTime(RolloutDefinition definition, Cohort cohort, DateTimeZone? zone) =>
        definition.Timing.Hours.NextSendTime(clock.GetCurrentInstant(), definition.Timing.Calendar, zone ?? cohort.Zone);
}
