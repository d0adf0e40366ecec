using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// One change of a cohort: reads, stages writes, and adjusts the counts accordingly. Everything
/// staged is committed atomically. It may run more than once, so it must only read and stage.
/// </summary>
internal sealed class CohortWork(UnitOfWork work, CohortKey cohort, RolloutDefinition definition, CancellationToken ct)
{
    public const string ParticipantPrefix = "p|";
    public const string QuestionPrefix = "q|";
    public const string BlockerPrefix = "a|";
    public const string FailedPrefix = "x|";
    public const string AddressPrefix = "e|";
    public const string TimePrefix = "t|";
    public const string CountsRow = "counts";
    public const string EnrolledRow = "enrolled";
    public const int BlockerVersion = 1;

    private const int IndexVersion = 1;

    private readonly List<(Participant? Before, Participant? After)> _changes = [];
    private readonly HashSet<string> _zones = [];
    private int _open;
    private int _answered;

    public static string ParticipantRow(PersonId person) => ParticipantPrefix + person.Value;

    /// <summary>
    /// The row with the id of a participant who has an address but another kind of id.
    /// </summary>
    public static string AddressRow(string email) => AddressPrefix + EmailAddress.Normalise(email);

    /// <summary>Prefix of the time index of open or answered questions, newest first.</summary>
    public static string TimePrefixOf(bool isOpen) => TimePrefix + (isOpen ? "o|" : "r|");

    public static string TimeRow(Question question) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{TimePrefixOf(question.IsOpen)}{long.MaxValue - question.AskedAt.ToUnixTimeTicks():D19}|{question.Id}");

    /// <summary>
    /// The address to index a person by if their id does not contain it; otherwise null.
    /// </summary>
    public static string? AddressOf(Person? person) =>
        person is { Id.IsMail: false } && EmailAddress.IsValid(person.Email) ? person.Email : null;

    /// <summary>An index row.</summary>
    public static RowValues IndexRow(PersonId? person = null) =>
        SchemaVersion.Stamp(new RowValues { { "person", person?.Value } }, IndexVersion);

    /// <summary>A row of the failed-delivery index.</summary>
    public static RowValues FailedRow(Obstacle obstacle) =>
        SchemaVersion.Stamp(new RowValues { { "obstacle", obstacle == Obstacle.None ? null : (int)obstacle } }, IndexVersion);

    public async ValueTask<Participant?> FindParticipantAsync(PersonId person) =>
        await work.GetAsync(ParticipantRow(person), ct) is { } row ? ParticipantCodec.Read(row) : null;

    /// <summary>
    /// The rows in which a person may be found: by current id, by the address they were added with,
    /// and by who has that address.
    /// </summary>
    public static IEnumerable<string> RowsOf(Person person) => person.Email is { } email && EmailAddress.IsValid(email)
        ? [ParticipantRow(person.Id), ParticipantRow(PersonId.FromEmail(email)), AddressRow(email)]
        : [ParticipantRow(person.Id)];

    /// <summary>
    /// Finds a person under whichever id the cohort knows them by: somebody added by address may
    /// have been met since, and vice versa. Two accounts are two people, whatever their addresses.
    /// </summary>
    public async ValueTask<Participant?> FindAnyAsync(Person person)
    {
        if (await FindParticipantAsync(person.Id) is { } known)
        {
            return known;
        }

        if (person.Email is not { } email || !EmailAddress.IsValid(email))
        {
            return null;
        }

        return await FindParticipantAsync(PersonId.FromEmail(email)) is { } added ? added
            : person.Id.IsMail
                  && await work.GetAsync(AddressRow(email), ct) is { } row ? await FindParticipantAsync(
                      StoredValues.PersonId(row.GetString("person")))
            : null;
    }

    /// <summary>
    /// Stages a participant; <paramref name="before"/> is as read in this change, null if new.
    /// </summary>
    public void Put(Participant? before, Participant after)
    {
        var (row, values) = (ParticipantRow(after.Person.Id), ParticipantCodec.Write(after));
        if (before is null)
        {
            work.Insert(row, values);
        }
        else
        {
            work.Replace(row, values);
        }

        if (before?.Person != after.Person)
        {
            Index(before?.Person, after.Person);
        }

        _changes.Add((before, after));
        if (after.Zone is { } zone)
        {
            _zones.Add(zone.Id);
        }
    }

    public void Remove(Participant before)
    {
        work.Delete(ParticipantRow(before.Person.Id));
        if (before.Person.Id.Email is { } address)
        {
            work.Delete(ResolutionState.UnknownRow(address));
        }

        Index(before.Person, null);
        _changes.Add((before, null));
    }

    public async ValueTask<StoredDelivery?> FindDeliveryAsync(DeliveryKey key) =>
        await work.GetAsync(key.Row, ct) is { } row ? DeliveryCodec.Read(cohort, row) : null;

    public async ValueTask PutAsync(StoredDelivery delivery)
    {
        var row = delivery.Key.Row;
        var values = DeliveryCodec.Write(delivery);
        var before = await work.GetAsync(row, ct);
        if (before is null)
        {
            work.Insert(row, values);
        }
        else
        {
            work.Replace(row, values);
        }

        // An index of failures, so that they are found without reading everything that was sent.
        if (delivery.State == DeliveryState.Failed)
        {
            work.Upsert(FailedPrefix + row, FailedRow(delivery.Obstacle));
        }
        else if (before is not null && DeliveryCodec.ReadState(before) == DeliveryState.Failed)
        {
            work.Delete(FailedPrefix + row);
        }
    }

    public async ValueTask RemoveAsync(DeliveryKey key)
    {
        var row = key.Row;
        if (await work.GetAsync(row, ct) is not null)
        {
            work.Delete(row);
            work.Delete(FailedPrefix + row);
        }
    }

    /// <summary>Withdraws a person's unsent planned messages and their blockers.</summary>
    public async ValueTask WithdrawAsync(Participant participant)
    {
        foreach (var ((kind, number), contact) in participant.History.Contacts)
        {
            if (contact.Outcome is ContactOutcome.Queued or ContactOutcome.Failed)
            {
                await RemoveAsync(DeliveryKey.ForTouchpoint(cohort, participant.Person.Id, kind, number));
            }
        }

        foreach (var checkIn in participant.Answers.Keys)
        {
            await PutBlockerAsync(participant.Person.Id, checkIn, null);
        }
    }

    public async ValueTask<Question?> FindQuestionAsync(string id) =>
        await work.GetAsync(QuestionPrefix + id, ct) is { } row ? QuestionCodec.Read(row) : null;

    public void Ask(Question question)
    {
        work.Insert(QuestionPrefix + question.Id, QuestionCodec.Write(question));
        work.Upsert(TimeRow(question), IndexRow());
        _open++;
    }

    public void Answer(Question answered)
    {
        work.Replace(QuestionPrefix + answered.Id, QuestionCodec.Write(answered));
        work.Delete(TimeRow(answered with { Answer = null }));
        work.Upsert(TimeRow(answered), IndexRow());
        _open--;
        _answered++;
    }

    /// <summary>Rewrites a question without changing whether it is open or answered.</summary>
    public void Rewrite(Question question) => work.Replace(QuestionPrefix + question.Id, QuestionCodec.Write(question));

    /// <summary>Stores a blocker next to the answer to a check-in.</summary>
    public async ValueTask PutBlockerAsync(PersonId person, int checkIn, string? blocker)
    {
        var row = $"{BlockerPrefix}{person.Value}|{checkIn:D3}";
        var before = await work.GetAsync(row, ct);
        var exists = before is not null;
        if (before?.GetString("text") == blocker && exists)
        {
            // Repeated unchanged: keep its follow-up.
            return;
        }

        if (blocker is null)
        {
            if (exists)
            {
                work.Delete(row);
            }

            return;
        }

        var values = SchemaVersion.Stamp(new RowValues { { "text", blocker } }, BlockerVersion);
        if (exists)
        {
            work.Replace(row, values);
        }
        else
        {
            work.Insert(row, values);
        }
    }

    /// <summary>Records the follow-up of a blocker. False if it is no longer reported.</summary>
    public async ValueTask<bool> FollowUpAsync(PersonId person, int checkIn, FollowUp done)
    {
        var row = $"{BlockerPrefix}{person.Value}|{checkIn:D3}";
        if (await work.GetAsync(row, ct) is not { } before)
        {
            return false;
        }

        var values = new RowValues { { "text", before.GetString("text") }, { "done", done == FollowUp.None ? null : (int)done } };
        work.Replace(row, SchemaVersion.Stamp(values, BlockerVersion));
        return true;
    }

    public async ValueTask<ResolutionState> GetResolutionAsync() => ResolutionState.Read(await work.GetAsync(ResolutionState.Row, ct));

    public void Put(ResolutionState state) => work.Upsert(ResolutionState.Row, state.Write());

    /// <summary>Records whether the directory knows an address.</summary>
    public void NoteInDirectory(string address, bool isThere)
    {
        if (isThere)
        {
            work.Delete(ResolutionState.UnknownRow(address));
        }
        else
        {
            work.Upsert(ResolutionState.UnknownRow(address), ResolutionState.UnknownValues);
        }
    }

    /// <summary>Records who did this, in the same commit.</summary>
    public void Record(AuditEntry entry) => AuditRepository.Stage(work, entry);

    /// <summary>Stages the counts and attendance lists as they are after the changes.</summary>
    public async ValueTask CompleteAsync()
    {
        // The time of the last message does not affect any count.
        var changed = _changes
            .Where(change => (change.Before is { } before ? before with { LastSentAt = change.After?.LastSentAt } : null) != change.After)
            .ToList();
        if (changed.Count == 0 && _open == 0 && _answered == 0)
        {
            return;
        }

        var lists = new AttendanceLists(work, ct);
        foreach (var (before, after) in changed)
        {
            await lists.FollowAsync(before, after);
        }

        lists.Save();
        var row = await work.GetAsync(CountsRow, ct);
        var (counts, zones) = CountsCodec.Read(row);
        counts = changed.Aggregate(counts, (sum, change) => sum.Change(definition, change.Before, change.After));
        counts = counts with { QuestionsOpen = counts.QuestionsOpen + _open, QuestionsAnswered = counts.QuestionsAnswered + _answered };
        var values = CountsCodec.Write(counts, zones.Union(_zones, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (row is null)
        {
            work.Insert(CountsRow, values);
        }
        else
        {
            work.Replace(CountsRow, values);
        }
    }

    private void Index(Person? before, Person? after)
    {
        var (old, now) = (AddressOf(before), AddressOf(after));
        if (old is not null && old != now)
        {
            work.Delete(AddressRow(old));
        }

        if (now is not null)
        {
            work.Upsert(AddressRow(now), IndexRow(after!.Id));
        }
    }
}
