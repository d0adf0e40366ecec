using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Sessions;

/// <summary>
/// Keeps calendars in step with the planned sessions: creates missing entries, changes differing
/// ones, cancels surplus ones. Each entry is recorded once created, and creation is idempotent, so
/// a crash at any point can be recovered from.
/// </summary>
internal sealed class SessionCalendar(
    ICalendar calendar,
    GraphConnection graph,
    GraphLevels levels,
    RolloutRepository rollouts,
    SessionRepository sessions,
    CohortRepository cohorts,
    UserRepository users,
    OutgoingMailPolicy policy,
    ExclusiveTurns turns,
    IClock clock)
{
    // A large cohort's session takes a few requests, each of which may be retried for a while.
    private static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>True if calendars can be written for that rollout.</summary>
    public bool IsThere(StoredRollout rollout) => Serves(rollout.TenantId);

    /// <summary>Updates calendars to match the plan.</summary>
    /// <returns>The number of people invited; null if calendars can't be written.</returns>
    /// <exception cref="GraphException">It could not be completed at the moment.</exception>
    public async Task<int?> SyncAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        if (!IsThere(rollout))
        {
            return null;
        }

        // Two changes in a row must not update calendars concurrently, whichever instances handle
        // them.
        await using var turn = await turns.TakeAsync($"calendar|{rollout.Id.Value}|{cohort.Id.Value}", HoldFor, Patience, ct)
            ?? throw new GraphException(GraphFailureKind.Transient, "the calendar entries of this cohort are already being written");

        // Follow the latest plan, not the one this was requested for.
        return await rollouts.FindAsync(rollout.Id, ct) is { } newest && newest.Definition.FindCohort(cohort.Id) is { } planned
            ? await FollowAsync(newest, planned, turn, ct)
            : 0;
    }

    /// <summary>
    /// Cancels a meeting of a removed cohort.
    /// </summary>
    /// <exception cref="GraphException">It could not be cancelled.</exception>
    public Task CancelAsync(string tenantId, RemovedCohort.Meeting meeting, CancellationToken ct) =>
        Serves(tenantId)
            ? calendar.CancelAsync(meeting.Organiser, meeting.EventId, MemberTexts.ThisTrainingSessionDoesNotTake, ct)
            : throw new GraphException(GraphFailureKind.Transient, "Calendars cannot be written at the moment.");

    private bool Serves(string tenantId) => graph.Serves(tenantId) && levels.IsOpen(GraphFeature.Calendar);

    private async Task<int?> FollowAsync(StoredRollout rollout, Cohort cohort, ExclusiveTurns.Lease turn, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var known = new Dictionary<(string Session, int Part), SessionEntry>();
        await foreach (var entry in sessions.ListEntriesAsync(key, ct))
        {
            known.Add((entry.Session, entry.Part), entry);
        }

        var people = await InvitedAsync(key, cohort, ct);
        var trainers = TrainingPlan.Sessions(cohort).Select(session => session.Trainer?.Email).OfType<string>();
        var allowed = await policy.AllowedAsync([.. people.Select(person => person.Address).Concat(trainers).Distinct()], ct);
        people = [.. people.Where(person => allowed.Contains(person.Address))];
        // Meetings that are over stay as they are: changing one would notify everybody invited.
        var held = TrainingPlan.Held(cohort, clock.GetCurrentInstant()).Select(session => session.Id).ToHashSet();
        foreach (var past in known.Keys.Where(entry => held.Contains(entry.Session)).ToList())
        {
            known.Remove(past);
        }

        var invited = 0;
        foreach (var session in TrainingPlan.Sessions(cohort).Where(session => !held.Contains(session.Id)))
        {
            invited = Math.Max(invited, await PlaceAsync(rollout, cohort, session, WithTrainer(people, session), known, turn, ct));
        }

        foreach (var unwanted in known.Values)
        {
            await HoldOnAsync(turn, ct);
            await calendar.CancelAsync(unwanted.Organiser, unwanted.EventId, MemberTexts.ThisTrainingSessionDoesNotTake, ct);
            await sessions.RemoveAsync(key, unwanted, ct);
        }

        return invited;

        IReadOnlyList<(string Name, string Address)> WithTrainer(
            IReadOnlyList<(string Name, string Address)> all, TrainingSession session) =>
            session.Trainer is { Email: { } address } trainer && allowed.Contains(address) && all.All(person => person.Address != address)
                ? [.. all.Append((trainer.Name, address)).OrderBy(person => person.Item2, StringComparer.Ordinal)]
                : all;
    }

    private async Task<int> PlaceAsync(
        StoredRollout rollout,
        Cohort cohort,
        TrainingSession session,
        IReadOnlyList<(string Name, string Address)> people,
        Dictionary<(string Session, int Part), SessionEntry> known,
        ExclusiveTurns.Lease turn,
        CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var organiser = OrganiserOf(rollout, session, known);
        var own = await AddressesAsync(rollout, organiser, ct);
        var attendees = people.Where(person => !own.Contains(person.Address)).ToList();
        string? joinUrl = null;
        var parts = attendees.Count == 0 ? [[]] : attendees.Chunk(GraphCalendar.MostAttendees).ToArray();
        for (var part = 0; part < parts.Length; part++)
        {
            var entry = Entry(rollout, cohort, session, organiser, parts[part], part, joinUrl);
            var content = Hash(Content(entry));
            var fingerprint = Hash(Content(entry) + Attendees(entry));
            await HoldOnAsync(turn, ct);
            known.Remove((session.Id, part), out var before);
            if (before is not null && before.Organiser != organiser)
            {
                // Its trainer took it over: the meeting moves to their calendar.
                await calendar.CancelAsync(
                    before.Organiser, before.EventId, MemberTexts.ThisTrainingSessionIsHeldBy, ct);
                await sessions.RemoveAsync(key, before, ct);
                before = null;
            }

            if (before?.Fingerprint != fingerprint)
            {
                var placed = before is null ? null
                    : before.ContentFingerprint == content ? await calendar.InviteAsync(before.EventId, entry, ct)
                    : await calendar.ChangeAsync(before.EventId, entry, ct);
                placed ??= await calendar.CreateAsync(entry, ct);
                before = new SessionEntry
                {
                    Session = session.Id,
                    Part = part,
                    Organiser = organiser,
                    EventId = placed.Id,
                    JoinUrl = placed.JoinUrl ?? before?.JoinUrl,
                    Fingerprint = fingerprint,
                    ContentFingerprint = content,
                    Attendees = parts[part].Length,
                };
                await sessions.SaveAsync(key, before, ct);
            }

            joinUrl ??= before.JoinUrl;
        }

        return attendees.Count;
    }

    // Whoever planned it, never somebody merely named: entries and invitations are in the
    // organiser's name. Entries created by earlier releases stay where they are.
    private static string OrganiserOf(
        StoredRollout rollout, TrainingSession session, Dictionary<(string Session, int Part), SessionEntry> known) =>
        session.PlannedBy is { } planner ? planner.Value
        : known.GetValueOrDefault((session.Id, 0)) is { } placed ? placed.Organiser
        : rollout.Rollout.Owner.Id.Email ?? rollout.Rollout.Owner.Id.Value;

    private async Task<HashSet<string>> AddressesAsync(StoredRollout rollout, string organiser, CancellationToken ct)
    {
        var id = PersonId.Parse(organiser);
        var reference = id is null ? null : await users.FindReferenceAsync(rollout.TenantId, id.Value, ct);
        string?[] known =
        [
            organiser, id == rollout.Rollout.Owner.Id ? rollout.Rollout.Owner.Email : null, .. reference?.KnownAddresses ?? []
        ];
        return known.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    // Before each write: if another instance has the lease by now, its newer plan must not be
    // overwritten by an older one.
    private static async Task HoldOnAsync(ExclusiveTurns.Lease turn, CancellationToken ct)
    {
        if (!await turn.HoldOnAsync(ct))
        {
            throw new GraphException(
                GraphFailureKind.Transient, "the calendar entries of this cohort are being written by another instance");
        }
    }

    private async Task<IReadOnlyList<(string Name, string Address)>> InvitedAsync(CohortKey key, Cohort cohort, CancellationToken ct)
    {
        var people = new Dictionary<string, string>(StringComparer.Ordinal);
        if (cohort.ImplementationManager is { Email: { } address } lead)
        {
            people[address] = lead.Name;
        }

        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            if (participant is { IsMember: true, Person.Email: { } email })
            {
                people[email] = participant.Person.Name;
            }
        }

        // Always in the same order, so that attendees do not move between parts for no reason.
        return [.. people.OrderBy(person => person.Key, StringComparer.Ordinal).Select(person => (person.Value, person.Key))];
    }

    private static CalendarEntry Entry(
        StoredRollout rollout, Cohort cohort, TrainingSession session, string organiser,
        IReadOnlyList<(string Name, string Address)> attendees, int part, string? joinUrl) =>
        new()
        {
            Organiser = organiser,
            Subject = SessionTexts.Title(rollout.Definition, cohort, session),
            Html = SessionTexts.Html(rollout.Definition, cohort, session, joinUrl),
            Start = session.Start,
            End = session.Start.PlusMinutes(session.Minutes),
            Zone = cohort.Zone,
            Attendees = attendees,
            HasMeeting = part == 0,
            JoinUrl = joinUrl,
            TransactionId = GuidOf($"{rollout.Id.Value}|{cohort.Id.Value}|{session.Id}|{session.Sequence}|{part}|{organiser}"),
        };

    private static string Content(CalendarEntry entry) => string.Join(
        '\n', entry.Organiser, entry.Subject, entry.Html, entry.Start, entry.End, entry.Zone.Id, entry.JoinUrl);

    private static string Attendees(CalendarEntry entry) =>
        string.Concat(entry.Attendees.Select(person => $"\n{person.Name}\t{person.Address}"));

    private static string GuidOf(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
