using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>Adds people to cohorts and removes them, before launch and after.</summary>
internal sealed class Membership(
    CohortRepository cohorts,
    SessionRepository sessions,
    UserRepository users,
    IOutbox outbox,
    ZoneReader zones,
    AddressResolver resolver,
    SharedChecklist shared,
    CalendarFollowUp calendars,
    IClock clock)
{
    // Of a commit's hundred rows, the counts, the attendance lists and the history entry take one
    // each.
    private const int RowsForPeople = StorageLimits.MaxWrites - 4;

    // The person, and the index rows of their current and previous address.
    private const int RowsOfPerson = 3;

    /// <summary>
    /// Adds members, or updates role, audience and zone of existing ones. Anybody joining a
    /// launched rollout is caught up at their next send time.
    /// </summary>
    /// <returns>The number of people new to the cohort.</returns>
    public async Task<int> AddAsync(
        StoredRollout rollout, CohortId cohortId, IReadOnlyList<Member> members, PersonId by, CancellationToken ct)
    {
        var cohort = rollout.Definition.FindCohort(cohortId)
            ?? throw new ArgumentException("The rollout has no such cohort.", nameof(cohortId));
        var added = 0;
        Instant? wake = null;
        var known = new List<KnownMember>(members.Count);
        while (known.Count < members.Count)
        {
            // Each attendance list needs one row added and, after a change of name, one removed.
            var lists = await sessions.CountListsAsync(new CohortKey(rollout.Id, cohortId), ct);
            var chunk = members.Skip(known.Count).Take(RowsForPeople / (RowsOfPerson + (2 * lists))).ToList();
            var (ids, joining) = await PutAsync(rollout, cohort, chunk, by, ct);
            added += joining;
            known.AddRange(ids.Zip(chunk, (id, member) => new KnownMember(id, member)));
            if (rollout.Rollout.IsLaunched)
            {
                await Task.WhenAll(ids.Select(id =>
                    users.AddPartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.Member, id), ct)));
                await shared.JoinAsync(rollout, ids, ct);
                var next = chunk.Min(member => NextSendTime(rollout.Definition, cohort, member.Zone));
                wake = wake is { } earliest ? Instant.Min(earliest, next) : next;
            }
        }

        if (wake is { } at)
        {
            await outbox.WakeAsync(rollout.Id, [cohortId], at, ct);
        }

        if (added > 0)
        {
            await calendars.RequestAsync(rollout, cohortId, ct);
        }

        await FindOutMoreAsync(rollout, cohortId, known, ct);
        return added;
    }

    // As many as fit in one commit.
    private Task<(List<PersonId> Ids, int Joining)> PutAsync(
        StoredRollout rollout, Cohort cohort, IReadOnlyList<Member> chunk, PersonId by, CancellationToken ct)
    {
        var entry = AuditEntry.Of(AuditAction.Added, by, clock.GetCurrentInstant()) with { Cohort = cohort.Id };
        return cohorts.ChangePeopleAsync(
            new CohortKey(rollout.Id, cohort.Id),
            rollout.Definition,
            chunk.Select(member => member.Person),
            async work =>
            {
                var (all, joined) = (new List<PersonId>(), new List<PersonId>());
                foreach (var member in chunk)
                {
                    var before = await work.FindAnyAsync(member.Person);
                    var after = Joined(before, member);
                    all.Add(after.Person.Id);
                    if (before is not { IsMember: true })
                    {
                        joined.Add(after.Person.Id);
                        after = rollout.Rollout.IsLaunched
                            ? after with { ActiveFrom = NextSendTime(rollout.Definition, cohort, member.Zone) }
                            : after;
                    }

                    work.Put(before, after);
                }

                // In a draft, membership is part of the definition; from launch on it matters who
                // added somebody.
                if (rollout.Rollout.IsLaunched && joined.Count > 0)
                {
                    work.Record(entry with { Subjects = joined });
                }

                return (all, joined.Count);
            },
            ct);
    }

    private static Participant Joined(Participant? before, Member member)
    {
        // An existing participant keeps the id under which their data is stored.
        var person = member.Person with { Id = before?.Person.Id ?? member.Person.Id };
        if (before is not null && (person.Name.Length == 0 || person.Name == person.Email))
        {
            person = person with { Name = before.Person.Name };
        }

        return (before ?? new Participant { Person = person }) with
        {
            Person = person,
            IsMember = true,
            HasLeft = false,
            Role = member.Role ?? before?.Role,
            JobTitle = (member.Role ?? before?.Role) is null ? member.JobTitle ?? before?.JobTitle : null,
            Audience = member.IsAudienceStated || before is null ? member.Audience : before.Audience,
            IsAudienceStated = member.IsAudienceStated || before is { IsAudienceStated: true },
            Zone = member.Zone ?? before?.Zone,
            Language = member.Language ?? before?.Language,
        };
    }

    private async Task FindOutMoreAsync(StoredRollout rollout, CohortId cohortId, List<KnownMember> known, CancellationToken ct)
    {
        zones.Ask(
            rollout, cohortId,
            known.Where(member => member.Added.Zone is null)
                .Select(member => (member.InCohort, member.Added.Person.Id.IsMail ? member.InCohort : member.Added.Person.Id)));
        if (known.Any(member => member.InCohort.IsMail))
        {
            await resolver.AskAsync(rollout, cohortId, ct);
        }
    }

    /// <summary>
    /// Removes somebody: nothing more is sent to them, and they are not counted. In a launched
    /// rollout their progress is kept in case they are added again. False if they were not there.
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
                await calendars.RequestAsync(rollout, cohortId, ct);
            }
        }

        return removed;
    }

    /// <summary>
    /// Undoes a removal: they are a member again, as before. False if they already are, or nothing
    /// is kept of them.
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
            await calendars.RequestAsync(rollout, cohortId, ct);
        }

        return restored;
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

    /// <summary>Converts a participant to a member to add.</summary>
    public static Member MemberOf(Participant participant) => new()
    {
        Person = participant.Person,
        Role = participant.Role,
        JobTitle = participant.JobTitle,
        Audience = participant.Audience,
        IsAudienceStated = participant.IsAudienceStated,
        Zone = participant.Zone,
        Language = participant.Language,
    };

    /// <summary>An added member.</summary>
    /// <param name="InCohort">Their id in the cohort.</param>
    /// <param name="Added">The member as added.</param>
    private sealed record KnownMember(PersonId InCohort, Member Added);

    private Instant NextSendTime(RolloutDefinition definition, Cohort cohort, DateTimeZone? zone) =>
        definition.NextSendTime(cohort, zone, clock.GetCurrentInstant());
}
