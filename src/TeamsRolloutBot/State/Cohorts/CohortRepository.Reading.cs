using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>The location of a question.</summary>
/// <param name="Cohort">Its cohort.</param>
/// <param name="Row">Its row in the time index, newest first.</param>
internal sealed record QuestionPlace(CohortKey Cohort, string Row)
{
    public string Id => Row[(Row.LastIndexOf('|') + 1)..];

    /// <summary>When it was asked: the row's second-last part, counted backwards.</summary>
    public NodaTime.Instant AskedAt => NodaTime.Instant.FromUnixTimeTicks(
        long.MaxValue - long.Parse(Row.Split('|')[^2], System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A blocker reported by a member.</summary>
/// <param name="Person">The member.</param>
/// <param name="CheckIn">The check-in in which they reported it.</param>
/// <param name="Text">Their own words.</param>
/// <param name="Done">How it was followed up.</param>
internal sealed record Blocker(PersonId Person, int CheckIn, string Text, FollowUp Done);

/// <content>Reading of cohorts.</content>
internal sealed partial class CohortRepository
{
    public async ValueTask<Participant?> FindParticipantAsync(CohortKey cohort, PersonId person, CancellationToken ct = default) =>
        await store.GetAsync(Table.Cohorts, cohort.Partition, CohortWork.ParticipantRow(person), ct) is { } row
            ? ParticipantCodec.Read(row.Values)
            : null;

    /// <summary>The people of a cohort in id order.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="after">The person to continue after; null: from the first.</param>
    /// <param name="limit">Maximum number of people; null: all.</param>
    /// <param name="ct">Cancels reading.</param>
    public async IAsyncEnumerable<Participant> ListParticipantsAsync(
        CohortKey cohort, PersonId? after = null, int? limit = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var range = after is { } id
            ? RowRange.Between(RowBound.Exclusive(CohortWork.ParticipantRow(id)), RowBound.Exclusive("p}"))
            : RowRange.Prefix(CohortWork.ParticipantPrefix);
        range = limit is { } count ? range.Take(count) : range;
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, range, ct))
        {
            yield return ParticipantCodec.Read(row.Values);
        }
    }

    /// <summary>People of a cohort by id, read together; unknown ids are omitted.</summary>
    public async Task<IReadOnlyDictionary<PersonId, Participant>> FindParticipantsAsync(
        CohortKey cohort, IEnumerable<PersonId> people, CancellationToken ct = default)
    {
        PersonId[] ids = [.. people.Distinct()];
        var rows = await store.GetManyAsync(
            Table.Cohorts, [.. ids.Select(id => new RowAddress(cohort.Partition, CohortWork.ParticipantRow(id)))], ct);
        return rows.OfType<Row>().Select(row => ParticipantCodec.Read(row.Values)).ToDictionary(participant => participant.Person.Id);
    }

    public async ValueTask<CohortCounts> GetCountsAsync(CohortKey cohort, CancellationToken ct = default) =>
        CountsCodec.Read((await store.GetAsync(Table.Cohorts, cohort.Partition, CohortWork.CountsRow, ct))?.Values).Counts;

    /// <summary>The counts of all cohorts of a rollout, read together.</summary>
    public async Task<IReadOnlyDictionary<CohortId, CohortCounts>> ListCountsAsync(StoredRollout rollout, CancellationToken ct = default)
    {
        CohortId[] ids = [.. rollout.Definition.Cohorts.Select(cohort => cohort.Id)];
        var rows = await store.GetManyAsync(
            Table.Cohorts, [.. ids.Select(id => new RowAddress(new CohortKey(rollout.Id, id).Partition, CohortWork.CountsRow))], ct);
        return ids.Zip(rows).ToDictionary(pair => pair.First, pair => CountsCodec.Read(pair.Second?.Values).Counts);
    }

    /// <summary>The attendance lists of cohorts of a rollout, by session, read together.</summary>
    public async Task<IReadOnlyDictionary<CohortId, IReadOnlyDictionary<string, AttendanceList>>> ListAttendanceAsync(
        RolloutId rollout, IReadOnlyList<CohortId> cohorts, CancellationToken ct = default)
    {
        var rows = await store.GetManyAsync(
            Table.Cohorts, [.. cohorts.Select(id => new RowAddress(new CohortKey(rollout, id).Partition, AttendanceLists.Row))], ct);
        return cohorts.Zip(rows).ToDictionary(
            pair => pair.First, pair => (IReadOnlyDictionary<string, AttendanceList>)AttendanceLists.Read(pair.Second?.Values));
    }

    public async ValueTask<StoredDelivery?> FindDeliveryAsync(DeliveryKey key, CancellationToken ct = default) =>
        await store.GetAsync(Table.Cohorts, key.Cohort.Partition, key.Row, ct) is { } row
            ? DeliveryCodec.Read(key.Cohort, row.Values)
            : null;

    /// <summary>Deliveries by key, read together; missing ones are omitted.</summary>
    public async Task<IReadOnlyList<StoredDelivery>> FindDeliveriesAsync(IReadOnlyList<DeliveryKey> keys, CancellationToken ct = default)
    {
        var rows = await store.GetManyAsync(Table.Cohorts, [.. keys.Select(key => new RowAddress(key.Cohort.Partition, key.Row))], ct);
        return
        [
            .. keys.Zip(rows).Where(pair => pair.Second is not null)
                .Select(pair => DeliveryCodec.Read(pair.First.Cohort, pair.Second!.Values))
        ];
    }

    /// <summary>Whether the cohort's people have been enrolled.</summary>
    public async ValueTask<bool> IsEnrolledAsync(CohortKey cohort, CancellationToken ct = default) =>
        await store.GetAsync(Table.Cohorts, cohort.Partition, CohortWork.EnrolledRow, ct) is not null;

    /// <summary>The deliveries of one person, or of the whole cohort.</summary>
    public async IAsyncEnumerable<StoredDelivery> ListDeliveriesAsync(
        CohortKey cohort, PersonId? person = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var prefix = person is { } id ? $"{DeliveryKey.RowPrefix}{id.Value}|" : DeliveryKey.RowPrefix;
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(prefix), ct))
        {
            yield return DeliveryCodec.Read(cohort, row.Values);
        }
    }

    /// <summary>Messages outside the timeline: questions, answers, nudges.</summary>
    public async IAsyncEnumerable<StoredDelivery> ListNoticesAsync(
        CohortKey cohort, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(DeliveryKey.NoticePrefix), ct))
        {
            yield return DeliveryCodec.Read(cohort, row.Values);
        }
    }

    /// <summary>The notices of one kind to one person.</summary>
    public async IAsyncEnumerable<StoredDelivery> ListNoticesAsync(
        CohortKey cohort, PersonId person, string kind, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var prefix = $"{DeliveryKey.NoticePrefix}{person.Value}|{kind}|";
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(prefix), ct))
        {
            yield return DeliveryCodec.Read(cohort, row.Values);
        }
    }

    public async ValueTask<Question?> FindQuestionAsync(CohortKey cohort, string id, CancellationToken ct = default) =>
        await store.GetAsync(Table.Cohorts, cohort.Partition, CohortWork.QuestionPrefix + id, ct) is { } row
            ? QuestionCodec.Read(row.Values)
            : null;

    /// <summary>The questions of a cohort, oldest first.</summary>
    public async IAsyncEnumerable<Question> ListQuestionsAsync(CohortKey cohort, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(CohortWork.QuestionPrefix), ct))
        {
            yield return QuestionCodec.Read(row.Values);
        }
    }

    /// <summary>The locations of a cohort's newest open or answered questions.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="isOpen">Open or answered ones.</param>
    /// <param name="after">The row to continue after; null: from the newest.</param>
    /// <param name="limit">Maximum number of questions.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<QuestionPlace>> ListNewestQuestionsAsync(
        CohortKey cohort, bool isOpen, string? after, int limit, CancellationToken ct = default)
    {
        var prefix = CohortWork.TimePrefixOf(isOpen);
        var range = after is null
            ? RowRange.Prefix(prefix)
            : RowRange.Between(RowBound.Exclusive(after), RowBound.Exclusive(prefix[..^1] + '}'));
        var places = new List<QuestionPlace>();
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, range.Take(limit), ct))
        {
            places.Add(new QuestionPlace(cohort, row.Key));
        }

        return places;
    }

    /// <summary>Questions by id, in that order; missing ones are omitted.</summary>
    public async Task<IReadOnlyList<Question>> FindQuestionsAsync(
        CohortKey cohort, IReadOnlyList<string> ids, CancellationToken ct = default)
    {
        var rows = await store.GetManyAsync(
            Table.Cohorts, [.. ids.Select(id => new RowAddress(cohort.Partition, CohortWork.QuestionPrefix + id))], ct);
        return [.. rows.OfType<Row>().Select(row => QuestionCodec.Read(row.Values))];
    }

    /// <summary>The deliveries and notices of one person.</summary>
    public async IAsyncEnumerable<StoredDelivery> ListSentToAsync(
        CohortKey cohort, PersonId person, [EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var prefix in new[] { DeliveryKey.RowPrefix, DeliveryKey.NoticePrefix })
        {
            await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix($"{prefix}{person.Value}|"), ct))
            {
                yield return DeliveryCodec.Read(cohort, row.Values);
            }
        }
    }

    /// <summary>
    /// Failed deliveries to the people of a cohort, in id order, with their obstacles.
    /// </summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="ct">Cancels reading.</param>
    /// <param name="after">The person to continue after; null: from the first.</param>
    /// <param name="limit">Maximum number; null: all.</param>
    public async Task<IReadOnlyList<(PersonId Person, Obstacle Obstacle)>> ListFailedAsync(
        CohortKey cohort, CancellationToken ct, PersonId? after = null, int? limit = null)
    {
        var prefix = CohortWork.FailedPrefix + DeliveryKey.RowPrefix;
        var range = after is { } person
            ? RowRange.Between(RowBound.Exclusive($"{prefix}{person.Value}}}"), RowBound.Exclusive(CohortWork.FailedPrefix + "d}"))
            : RowRange.Prefix(prefix);
        range = limit is { } count ? range.Take(count) : range;
        return await store.QueryAsync(Table.Cohorts, cohort.Partition, range, ct)
            .Select(row => (
                StoredValues.PersonId(row.Key[prefix.Length..row.Key.LastIndexOf('|', row.Key.LastIndexOf('|') - 1)]),
                row.Values.TryGetInt64("obstacle", out var obstacle) ? (Obstacle)obstacle : Obstacle.None))
            .ToListAsync(ct);
    }

    /// <summary>
    /// The participant with an e-mail address, whatever id the cohort knows them by.
    /// </summary>
    public async ValueTask<Participant?> FindByEmailAsync(CohortKey cohort, string email, CancellationToken ct = default)
    {
        if (await FindParticipantAsync(cohort, PersonId.FromEmail(email), ct) is { } added)
        {
            return added;
        }

        return await store.GetAsync(Table.Cohorts, cohort.Partition, CohortWork.AddressRow(email), ct) is { } row
            ? await FindParticipantAsync(cohort, StoredValues.PersonId(row.Values.GetString("person")), ct)
            : null;
    }

    /// <summary>A person's blockers by check-in.</summary>
    public async IAsyncEnumerable<(int CheckIn, string Text)> ListBlockersAsync(
        CohortKey cohort, PersonId person, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var prefix = $"{CohortWork.BlockerPrefix}{person.Value}|";
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(prefix), ct))
        {
            yield return (int.Parse(row.Key.AsSpan(prefix.Length), System.Globalization.CultureInfo.InvariantCulture), BlockerText(row));
        }
    }

    /// <summary>A cohort's blockers by person and check-in.</summary>
    public async Task<IReadOnlyList<Blocker>> ListBlockersAsync(
        CohortKey cohort, CancellationToken ct = default) =>
        await store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(CohortWork.BlockerPrefix), ct).Select(row =>
        {
            var bar = row.Key.LastIndexOf('|');
            return new Blocker(
                StoredValues.PersonId(row.Key[CohortWork.BlockerPrefix.Length..bar]),
                int.Parse(row.Key.AsSpan(bar + 1), System.Globalization.CultureInfo.InvariantCulture),
                BlockerText(row),
                row.Values.TryGetInt64("done", out var done) ? (FollowUp)done : FollowUp.None);
        }).ToListAsync(ct);

    private static string BlockerText(Row row)
    {
        SchemaVersion.Check(row.Values, CohortWork.BlockerVersion);
        return row.Values.GetString("text");
    }

    /// <summary>
    /// The state of the directory look-up, and the first addresses the directory does not know; a
    /// single query.
    /// </summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="after">The address to continue after; null: from the first.</param>
    /// <param name="most">Maximum number of addresses.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(ResolutionState State, IReadOnlyList<string> Unknown)> ReadResolutionAsync(
        CohortKey cohort, string? after, int most, CancellationToken ct = default)
    {
        var state = new ResolutionState();
        var unknown = new List<string>();
        var from = after is null ? RowBound.Inclusive(ResolutionState.Row) : RowBound.Exclusive(ResolutionState.UnknownRow(after));
        await foreach (
            var row in store.QueryAsync(
                Table.Cohorts, cohort.Partition, RowRange.Between(from, RowBound.Exclusive("u}")).Take(most + (after is null ? 1 : 0)), ct))
        {
            if (row.Key == ResolutionState.Row)
            {
                state = ResolutionState.Read(row.Values);
            }
            else if (unknown.Count < most)
            {
                unknown.Add(row.Key[ResolutionState.UnknownPrefix.Length..]);
            }
        }

        return (state, unknown);
    }

    /// <summary>The members known by address only.</summary>
    public async Task<IReadOnlyList<string>> ListAddressesAsync(CohortKey cohort, CancellationToken ct = default)
    {
        var addresses = new List<string>();
        await foreach (
            var row in store.QueryAsync(
                Table.Cohorts, cohort.Partition, RowRange.Prefix(CohortWork.ParticipantPrefix + PersonId.MailPrefix), ct))
        {
            addresses.Add(row.Key[(CohortWork.ParticipantPrefix.Length + PersonId.MailPrefix.Length)..]);
        }

        return addresses;
    }
}
