using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>What a person has to do with a rollout.</summary>
internal enum Involvement
{
    Owner,
    Committee,
    ImplementationManager,
    Member,
}

/// <summary>One part somebody has in a rollout.</summary>
/// <param name="Rollout">Which rollout.</param>
/// <param name="Cohort">Which cohort; null for owners and committee members.</param>
/// <param name="Involvement">Which part.</param>
/// <param name="Person">The id under which the rollout knows the person.</param>
internal sealed record Part(RolloutId Rollout, CohortId? Cohort, Involvement Involvement, PersonId Person);

/// <summary>
/// People across rollouts: one partition each with how they are reached (<c>ref</c>), their parts
/// in rollouts (<c>in|</c>) and where a dialog with them stands in each conversation
/// (<c>dialog|</c>). Somebody added by e-mail address has a partition under that address until they
/// are met.
/// </summary>
internal sealed class UserRepository(ITableStore store)
{
    private const string ReferenceRow = "ref";
    private const string DialogRow = "dialog";
    private const string GreetedRow = "greeted";
    private const string PartPrefix = "in|";
    private const string TurnRow = "turn";

    public async ValueTask<UserReference?> FindReferenceAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        await store.GetAsync(Table.Users, Partition(tenantId, person), ReferenceRow, ct) is { } row
            ? UserCodec.ReadReference(tenantId, person, row)
            : null;

    /// <summary>The same for several people at once, in their order.</summary>
    public async Task<IReadOnlyList<UserReference?>> FindReferencesAsync(
        string tenantId, IReadOnlyList<PersonId> people, CancellationToken ct = default)
    {
        var rows = await store.GetManyAsync(
            Table.Users, [.. people.Select(person => new RowAddress(Partition(tenantId, person), ReferenceRow))], ct);
        return [.. people.Select((person, i) => rows[i] is { } row ? UserCodec.ReadReference(tenantId, person, row) : null)];
    }

    /// <summary>
    /// The ids rollouts may know somebody by: of who was added by address and met since, and the
    /// other way round, several. The first is the one they have now.
    /// </summary>
    public async ValueTask<IReadOnlyList<PersonId>> IdsOfAsync(string tenantId, PersonId person, CancellationToken ct = default)
    {
        return Ids(person, await FindReferenceAsync(tenantId, person, ct));
    }

    /// <summary>The same for several people at once, in their order.</summary>
    public async ValueTask<IReadOnlyList<IReadOnlyList<PersonId>>> IdsOfAsync(
        string tenantId, IReadOnlyList<PersonId> people, CancellationToken ct = default)
    {
        var references = await FindReferencesAsync(tenantId, people, ct);
        return [.. people.Select((person, i) => Ids(person, references[i]))];
    }

    /// <summary>
    /// Stores how a person is reached, under their id and under each of their addresses: all always
    /// say the same. An address that another account has stays with it, disputed and of use to
    /// neither, unless the directory has said whose it is.
    /// </summary>
    /// <param name="reference">How they are reached, with the addresses that Teams or the directory
    /// says are theirs.</param>
    /// <param name="isDirectorysWord">The directory says so.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What was stored, and the addresses that are disputed.</returns>
    public async Task<(UserReference Saved, IReadOnlyList<PersonId> Disputed)> SaveReferenceAsync(
        UserReference reference, bool isDirectorysWord = false, CancellationToken ct = default)
    {
        var primary = reference with { Person = reference.Primary ?? reference.Person, Primary = null, IsDisputed = false };
        var disputed = new List<PersonId>();
        foreach (var address in primary.Person.IsMail ? [] : primary.AddressIds)
        {
            if (!await BindAsync(primary, address, isDirectorysWord, ct))
            {
                disputed.Add(address);
            }
        }

        primary = primary.Without(disputed);
        await WriteAsync(primary, ct);
        return (primary, disputed);
    }

    /// <summary>
    /// Takes an address from the account that has it: nobody is found under it any more.
    /// </summary>
    public async Task ReleaseAsync(string tenantId, PersonId address, CancellationToken ct = default)
    {
        if (await store.GetAsync(Table.Users, Partition(tenantId, address), ReferenceRow, ct) is { } row
            && UserCodec.ReadReference(tenantId, address, row).Primary is { } owner
            && (
                await store.CommitAsync(Table.Users, Partition(tenantId, address), [RowWrite.Delete(ReferenceRow, row.ETag)], ct)
            ).IsCommitted
        )
        {
            await ForgetAddressAsync(tenantId, owner, address, ct);
        }
    }

    // Compare-and-set: of two accounts that claim an address at the same moment the second finds
    // the first one's.
    private async Task<bool> BindAsync(UserReference primary, PersonId address, bool isDirectorysWord, CancellationToken ct)
    {
        var partition = Partition(primary.TenantId, address);
        while (true)
        {
            var row = await store.GetAsync(Table.Users, partition, ReferenceRow, ct);
            var before = row is null ? null : UserCodec.ReadReference(primary.TenantId, address, row);
            var isDisputed = !isDirectorysWord
                && before is not null
                && (before.IsDisputed || (before.Primary is { } owner && owner != primary.Person));
            var after = isDisputed ? before! with { IsDisputed = true } : primary with { Person = address, Primary = primary.Person };
            var write = row is null
                ? RowWrite.Insert(ReferenceRow, UserCodec.WriteReference(after))
                : RowWrite.Replace(ReferenceRow, UserCodec.WriteReference(after), row.ETag);
            if (!(await store.CommitAsync(Table.Users, partition, [write], ct)).IsCommitted)
            {
                continue;
            }

            if (before?.Primary is { } had && had != primary.Person)
            {
                await ForgetAddressAsync(primary.TenantId, had, address, ct);
            }

            return !isDisputed;
        }
    }

    // The account under which an address was found before does not act under it any more.
    private async Task ForgetAddressAsync(string tenantId, PersonId person, PersonId address, CancellationToken ct)
    {
        while (await store.GetAsync(Table.Users, Partition(tenantId, person), ReferenceRow, ct) is { } row
            && UserCodec.ReadReference(tenantId, person, row) is var before
            && before.AddressIds.Contains(address)
            && !(
                await store.CommitAsync(
                    Table.Users,
                    Partition(tenantId, person),
                    [RowWrite.Replace(ReferenceRow, UserCodec.WriteReference(before.Without([address])), row.ETag)],
                    ct
                )
            ).IsCommitted
        ) { }
    }

    /// <summary>
    /// Notes that somebody is being greeted; false when they were already, also by another request
    /// at this very moment.
    /// </summary>
    public async Task<bool> TryGreetAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        (await store.CommitAsync(
            Table.Users, Partition(tenantId, person),
            [RowWrite.Insert(GreetedRow, SchemaVersion.Stamp([], UserCodec.Version))], ct)).IsCommitted;

    /// <summary>Somebody is greeted again at the next sign of life.</summary>
    public Task ForgetGreetingAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        store.CommitAsync(Table.Users, Partition(tenantId, person), [RowWrite.Delete(GreetedRow)], ct).AsTask();

    /// <summary>
    /// Takes the person's turn to be sent something, for somebody who is in several cohorts: two of
    /// them must not send right after one another.
    /// </summary>
    /// <returns>Null when it was taken; else when it is free.</returns>
    public async Task<Instant?> TakeTurnAsync(
        string tenantId, PersonId person, Instant now, Duration distance, CancellationToken ct = default)
    {
        while (true)
        {
            var partition = Partition(tenantId, person);
            var values = SchemaVersion.Stamp(new RowValues { { "at", now.ToUnixTimeTicks() } }, UserCodec.Version);
            RowWrite write;
            if (await store.GetAsync(Table.Users, partition, TurnRow, ct) is { } row)
            {
                var free = Instant.FromUnixTimeTicks(row.Values.GetInt64("at")) + distance;
                if (free > now)
                {
                    return free;
                }

                write = RowWrite.Replace(TurnRow, values, row.ETag);
            }
            else
            {
                write = RowWrite.Insert(TurnRow, values);
            }

            if ((await store.CommitAsync(Table.Users, partition, [write], ct)).IsCommitted)
            {
                return null;
            }

            // Another cohort's message was quicker: look again.
        }
    }

    /// <summary>The parts somebody has, under any of the ids rollouts know them by.</summary>
    public async IAsyncEnumerable<Part> ListPartsAsync(
        string tenantId, IEnumerable<PersonId> ids, [EnumeratorCancellation] CancellationToken ct = default)
    {
        PersonId[] all = [.. ids];
        var parts = await store.QueryManyAsync(
            Table.Users, [.. all.Select(id => Partition(tenantId, id))], RowRange.Prefix(PartPrefix), ct);
        foreach (var part in all.Zip(parts).SelectMany(of => of.Second.Select(row => UserCodec.ReadPart(row, of.First))))
        {
            yield return part;
        }
    }

    /// <summary>
    /// The parts of several people at once, in their order; each of them under any of their ids.
    /// </summary>
    public async ValueTask<IReadOnlyList<IReadOnlyList<Part>>> ListPartsAsync(
        string tenantId, IReadOnlyList<IReadOnlyList<PersonId>> people, CancellationToken ct = default)
    {
        PersonId[] ids = [.. people.SelectMany(ids => ids)];
        var rows = await store.QueryManyAsync(Table.Users, [.. ids.Select(id => Partition(tenantId, id))], RowRange.Prefix(PartPrefix), ct);
        var next = 0;
        return [.. people.Select(Parts)];

        List<Part> Parts(IReadOnlyList<PersonId> of)
        {
            var parts = new List<Part>();
            foreach (var id in of)
            {
                parts.AddRange(rows[next++].Select(row => UserCodec.ReadPart(row, id)));
            }

            return parts;
        }
    }

    public Task AddPartAsync(string tenantId, Part part, CancellationToken ct = default)
    {
        var values = new RowValues
        {
            { "rollout", part.Rollout.Value },
            { "cohort", part.Cohort?.Value },
            { "involvement", part.Involvement.ToString() },
        };
        return store
            .CommitAsync(
                Table.Users,
                Partition(tenantId, part.Person),
                [RowWrite.Upsert(PartRow(part), SchemaVersion.Stamp(values, UserCodec.Version))],
                ct
            )
            .AsTask();
    }

    public Task RemovePartAsync(string tenantId, Part part, CancellationToken ct = default) =>
        store.CommitAsync(Table.Users, Partition(tenantId, part.Person), [RowWrite.Delete(PartRow(part))], ct).AsTask();

    /// <summary>
    /// Where the dialog with somebody stands in a conversation; null when there is none.
    /// </summary>
    public async ValueTask<DialogState?> FindDialogAsync(
        string tenantId, PersonId person, string conversationId, CancellationToken ct = default)
    {
        var partition = Partition(tenantId, person);
        var rows = await store.GetManyAsync(Table.Users, [new(partition, RowOfDialog(conversationId)), new(partition, DialogRow)], ct);
        return (rows[0] ?? rows[1]) is { } row ? UserCodec.ReadDialog(row) : null;
    }

    /// <summary>Every open dialog with somebody.</summary>
    public async IAsyncEnumerable<DialogState> ListDialogsAsync(
        string tenantId, PersonId person, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Users, Partition(tenantId, person), RowRange.Prefix(DialogRow), ct))
        {
            yield return UserCodec.ReadDialog(row);
        }
    }

    public Task SaveDialogAsync(string tenantId, PersonId person, string conversationId, DialogState? state, CancellationToken ct = default)
    {
        var key = RowOfDialog(conversationId);
        var write = state is null
            ? RowWrite.Delete(key)
            : RowWrite.Upsert(
                key,
                SchemaVersion.Stamp(
                    new RowValues
                    {
                        { "name", state.Name }, { "rollout", state.Rollout?.Value }, { "detail", state.Detail },
                        { "answered", state.Answered }
                    },
                    UserCodec.Version));

        // The first release kept one for all conversations.
        return store.CommitAsync(Table.Users, Partition(tenantId, person), [write, RowWrite.Delete(DialogRow)], ct).AsTask();
    }

    /// <summary>
    /// Removes everything of a person that is not part of a rollout: how they are reached, where a
    /// dialog stands, all their parts.
    /// </summary>
    public Task EraseAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        PartitionErasure.RunAsync(store, Table.Users, Partition(tenantId, person), RowRange.All, ct);

    private async Task WriteAsync(UserReference reference, CancellationToken ct) =>
        await store.CommitAsync(
            Table.Users, Partition(reference.TenantId, reference.Person),
            [RowWrite.Upsert(ReferenceRow, UserCodec.WriteReference(reference))], ct);

    private static IReadOnlyList<PersonId> Ids(PersonId person, UserReference? reference)
    {
        if (reference is null)
        {
            return [person];
        }

        var now = reference.Primary ?? person;
        return [.. reference.AddressIds.Prepend(person).Prepend(now).Distinct()];
    }

    private static string Partition(string tenantId, PersonId person) => $"{tenantId}|{person.Value}";

    // Conversation ids are long, and hold characters that keys must not.
    private static string RowOfDialog(string conversationId) =>
        $"{DialogRow}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversationId)).AsSpan(0, 16))}";

    private static string PartRow(Part part) => $"{PartPrefix}{part.Rollout.Value}|{part.Cohort?.Value}|{part.Involvement}";
}
