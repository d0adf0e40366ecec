using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>A person's part in a rollout.</summary>
internal enum Involvement
{
    Owner,
    Committee,
    ImplementationManager,
    Member,
}

/// <summary>One part of a person in a rollout.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Cohort">The cohort; null for owners and committee members.</param>
/// <param name="Involvement">The kind of part.</param>
/// <param name="Person">The id under which the rollout knows the person.</param>
internal sealed record Part(RolloutId Rollout, CohortId? Cohort, Involvement Involvement, PersonId Person);

/// <summary>
/// People across rollouts: one partition each, with how they are reached (<c>ref</c>), their parts
/// in rollouts (<c>in|</c>) and their dialog state per conversation (<c>dialog|</c>). A person
/// added by e-mail address has a partition under that address until they are met.
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

    /// <summary>References of several people, in order.</summary>
    public async Task<IReadOnlyList<UserReference?>> FindReferencesAsync(
        string tenantId, IReadOnlyList<PersonId> people, CancellationToken ct = default)
    {
        var rows = await store.GetManyAsync(
            Table.Users, [.. people.Select(person => new RowAddress(Partition(tenantId, person), ReferenceRow))], ct);
        return [.. people.Select((person, i) => rows[i] is { } row ? UserCodec.ReadReference(tenantId, person, row) : null)];
    }

    /// <summary>
    /// The ids rollouts may know a person by: several if they were added by address and met since,
    /// or vice versa. The current one comes first.
    /// </summary>
    public async ValueTask<IReadOnlyList<PersonId>> IdsOfAsync(string tenantId, PersonId person, CancellationToken ct = default)
    {
        return Ids(person, await FindReferenceAsync(tenantId, person, ct));
    }

    /// <summary>The ids of several people, in order.</summary>
    public async ValueTask<IReadOnlyList<IReadOnlyList<PersonId>>> IdsOfAsync(
        string tenantId, IReadOnlyList<PersonId> people, CancellationToken ct = default)
    {
        var references = await FindReferencesAsync(tenantId, people, ct);
        return [.. people.Select((person, i) => Ids(person, references[i]))];
    }

    /// <summary>
    /// Stores how a person is reached, under their id and each of their addresses, all with the
    /// same content. An address owned by another account stays with it, disputed and usable by
    /// neither, unless the directory has decided.
    /// </summary>
    /// <param name="reference">How they are reached, with the addresses confirmed by Teams or the
    /// directory.</param>
    /// <param name="isDirectorysWord">The directory has confirmed it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What was stored, and the disputed addresses.</returns>
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
    /// Takes an address away from its account: nobody is found under it any longer.
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

    // Compare-and-swap: if two accounts claim an address at once, the second sees the first one's
    // claim.
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

    // The account previously found under an address no longer uses it.
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
    /// Marks a person as being greeted; false if already marked, even by a concurrent request.
    /// </summary>
    public async Task<bool> TryGreetAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        (await store.CommitAsync(
            Table.Users, Partition(tenantId, person),
            [RowWrite.Insert(GreetedRow, SchemaVersion.Stamp([], UserCodec.Version))], ct)).IsCommitted;

    /// <summary>Resets the mark, so that the next sign of life greets the person again.</summary>
    public Task ForgetGreetingAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        store.CommitAsync(Table.Users, Partition(tenantId, person), [RowWrite.Delete(GreetedRow)], ct).AsTask();

    /// <summary>
    /// Takes the send turn of a person in several cohorts, so that two cohorts do not send in quick
    /// succession.
    /// </summary>
    /// <returns>Null if taken; otherwise when it becomes free.</returns>
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

            // Another cohort's message was faster: try again.
        }
    }

    /// <summary>A person's parts, under any of the ids rollouts know them by.</summary>
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

    /// <summary>The parts of several people, in order, each under any of their ids.</summary>
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

    /// <summary>The state of a person's dialog in a conversation; null if there is none.</summary>
    public async ValueTask<DialogState?> FindDialogAsync(
        string tenantId, PersonId person, string conversationId, CancellationToken ct = default)
    {
        var partition = Partition(tenantId, person);
        var rows = await store.GetManyAsync(Table.Users, [new(partition, RowOfDialog(conversationId)), new(partition, DialogRow)], ct);
        return (rows[0] ?? rows[1]) is { } row ? UserCodec.ReadDialog(row) : null;
    }

    /// <summary>All open dialogs with a person.</summary>
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

        // The first release had a single dialog for all conversations.
        return store.CommitAsync(Table.Users, Partition(tenantId, person), [write, RowWrite.Delete(DialogRow)], ct).AsTask();
    }

    /// <summary>
    /// Removes all of a person's data outside rollouts: how they are reached, dialog state, parts.
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

    // Conversation ids are long and contain characters not allowed in keys.
    private static string RowOfDialog(string conversationId) =>
        $"{DialogRow}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversationId)).AsSpan(0, 16))}";

    private static string PartRow(Part part) => $"{PartPrefix}{part.Rollout.Value}|{part.Cohort?.Value}|{part.Involvement}";
}
