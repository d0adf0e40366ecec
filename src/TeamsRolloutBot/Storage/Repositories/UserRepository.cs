using System.Runtime.CompilerServices;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Storage.Documents;

namespace TeamsRolloutBot.Storage.Repositories;

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
/// People across rollouts: one partition each with how they are reached (<c>ref</c>), their parts in rollouts (<c>in|</c>) and where a dialog
/// with them stands (<c>dialog</c>). Somebody added by e-mail address has a partition under that address until they are met.
/// </summary>
internal sealed class UserRepository(ITableStore store)
{
    private const string ReferenceRow = "ref";
    private const string DialogRow = "dialog";
    private const string GreetedRow = "greeted";
    private const string PartPrefix = "in|";
    private const string TurnRow = "turn";
    private const int Version = 1;

    public async ValueTask<ConversationReference?> FindReferenceAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        await store.GetAsync(Table.Users, Partition(tenantId, person), ReferenceRow, ct) is { } row ? ReadReference(tenantId, person, row) : null;

    /// <summary>The same for several people at once, in their order.</summary>
    public async Task<IReadOnlyList<ConversationReference?>> FindReferencesAsync(string tenantId, IReadOnlyList<PersonId> people, CancellationToken ct = default)
    {
        var rows = await store.GetManyAsync(Table.Users, [.. people.Select(person => new RowAddress(Partition(tenantId, person), ReferenceRow))], ct);
        return [.. people.Select((person, i) => rows[i] is { } row ? ReadReference(tenantId, person, row) : null)];
    }

    /// <summary>
    /// The ids rollouts may know somebody by: of who was added by address and met since, and the other way round, several. The first is the one they have now.
    /// </summary>
    public async ValueTask<IReadOnlyList<PersonId>> IdsOfAsync(string tenantId, PersonId person, CancellationToken ct = default)
    {
        return Ids(person, await FindReferenceAsync(tenantId, person, ct));
    }

    /// <summary>The same for several people at once, in their order.</summary>
    public async ValueTask<IReadOnlyList<IReadOnlyList<PersonId>>> IdsOfAsync(string tenantId, IReadOnlyList<PersonId> people, CancellationToken ct = default)
    {
        var references = await FindReferencesAsync(tenantId, people, ct);
        return [.. people.Select((person, i) => Ids(person, references[i]))];
    }

    /// <summary>Stores how a person is reached, under their id and under each of their addresses: all always say the same.</summary>
    public async Task SaveReferenceAsync(ConversationReference reference, CancellationToken ct = default)
    {
        var primary = reference with { Person = reference.Primary ?? reference.Person, Primary = null };
        await WriteAsync(primary, ct);
        foreach (var address in primary.Person.IsMail ? [] : primary.AddressIds)
        {
            await WriteAsync(primary with { Person = address, Primary = primary.Person }, ct);
        }
    }

    /// <summary>Notes that somebody is being greeted; false when they were already, also by another request at this very moment.</summary>
    public async Task<bool> TryGreetAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        (await store.CommitAsync(
            Table.Users, Partition(tenantId, person), [RowWrite.Insert(GreetedRow, SchemaVersion.Stamp([], Version))], ct)).IsCommitted;

    /// <summary>Somebody is greeted again at the next sign of life.</summary>
    public Task ForgetGreetingAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        store.CommitAsync(Table.Users, Partition(tenantId, person), [RowWrite.Delete(GreetedRow)], ct).AsTask();

    /// <summary>
    /// Takes the person's turn to be sent something, for somebody who is in several cohorts: two of them must not send right after one another.
    /// </summary>
    /// <returns>Null when it was taken; else when it is free.</returns>
    public async Task<Instant?> TakeTurnAsync(string tenantId, PersonId person, Instant now, Duration distance, CancellationToken ct = default)
    {
        while (true)
        {
            var partition = Partition(tenantId, person);
            var values = SchemaVersion.Stamp(new RowValues { { "at", now.ToUnixTimeTicks() } }, Version);
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
        foreach (var id in ids)
        {
            await foreach (var row in store.QueryAsync(Table.Users, Partition(tenantId, id), RowRange.Prefix(PartPrefix), ct))
            {
                yield return ReadPart(row, id);
            }
        }
    }

    /// <summary>The parts of several people at once, in their order; each of them under any of their ids.</summary>
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
                parts.AddRange(rows[next++].Select(row => ReadPart(row, id)));
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
        return store.CommitAsync(
            Table.Users, Partition(tenantId, part.Person), [RowWrite.Upsert(PartRow(part), SchemaVersion.Stamp(values, Version))], ct).AsTask();
    }

    public Task RemovePartAsync(string tenantId, Part part, CancellationToken ct = default) =>
        store.CommitAsync(Table.Users, Partition(tenantId, part.Person), [RowWrite.Delete(PartRow(part))], ct).AsTask();

    /// <summary>Where the dialog with somebody stands; null when there is none.</summary>
    public async ValueTask<DialogState?> FindDialogAsync(string tenantId, PersonId person, CancellationToken ct = default)
    {
        if (await store.GetAsync(Table.Users, Partition(tenantId, person), DialogRow, ct) is not { } row)
        {
            return null;
        }

        SchemaVersion.Check(row.Values, Version);
        return new DialogState(
            row.Values.GetString("name"),
            row.Values.TryGetString("rollout", out var rollout) ? RolloutId.Parse(rollout) : null,
            row.Values.TryGetString("detail", out var detail) ? detail : null);
    }

    public Task SaveDialogAsync(string tenantId, PersonId person, DialogState? state, CancellationToken ct = default)
    {
        var write = state is null
            ? RowWrite.Delete(DialogRow)
            : RowWrite.Upsert(
                DialogRow,
                SchemaVersion.Stamp(new RowValues { { "name", state.Name }, { "rollout", state.Rollout?.Value }, { "detail", state.Detail } }, Version));
        return store.CommitAsync(Table.Users, Partition(tenantId, person), [write], ct).AsTask();
    }

    /// <summary>Removes everything of a person that is not part of a rollout: how they are reached, where a dialog stands, all their parts.</summary>
    public Task EraseAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        PartitionErasure.RunAsync(store, Table.Users, Partition(tenantId, person), RowRange.All, ct);

    private async Task WriteAsync(ConversationReference reference, CancellationToken ct) =>
        await store.CommitAsync(Table.Users, Partition(reference.TenantId, reference.Person), [RowWrite.Upsert(ReferenceRow, WriteReference(reference))], ct);

    private static IReadOnlyList<PersonId> Ids(PersonId person, ConversationReference? reference)
    {
        if (reference is null)
        {
            return [person];
        }

        var now = reference.Primary ?? person;
        return [.. reference.AddressIds.Prepend(person).Prepend(now).Distinct()];
    }

    private static Part ReadPart(Row row, PersonId id)
    {
        SchemaVersion.Check(row.Values, Version);
        return new Part(
            new RolloutId(row.Values.GetString("rollout")),
            row.Values.TryGetString("cohort", out var cohort) ? new CohortId(cohort) : null,
            Enum.Parse<Involvement>(row.Values.GetString("involvement")),
            id);
    }

    private static string Partition(string tenantId, PersonId person) => $"{tenantId}|{person.Value}";

    private static string PartRow(Part part) => $"{PartPrefix}{part.Rollout.Value}|{part.Cohort?.Value}|{part.Involvement}";

    private static RowValues WriteReference(ConversationReference reference)
    {
        var values = new RowValues
        {
            { "primary", reference.Primary?.Value },
            { "user", reference.UserId },
            { "name", reference.Name },
            { "email", reference.Email },
            { "upn", reference.UserPrincipalName },
            { "conversation", reference.ConversationId },
            { "serviceUrl", reference.ServiceUrl },
            { "reach", reference.Reachability.ToString() },
            { "zone", reference.Zone },
            { "updated", reference.UpdatedAt.ToUnixTimeTicks() },
        };
        return SchemaVersion.Stamp(values, Version);
    }

    private static ConversationReference ReadReference(string tenantId, PersonId person, Row row)
    {
        SchemaVersion.Check(row.Values, Version);
        var values = row.Values;
        return new ConversationReference
        {
            TenantId = tenantId,
            Person = person,
            Primary = values.TryGetString("primary", out var primary) ? StoredValues.PersonId(primary) : null,
            UserId = values.GetString("user"),
            Name = values.GetString("name"),
            Email = values.TryGetString("email", out var email) ? email : null,
            UserPrincipalName = values.TryGetString("upn", out var name) ? name : null,
            ConversationId = values.TryGetString("conversation", out var conversation) ? conversation : null,
            ServiceUrl = values.GetString("serviceUrl"),
            Reachability = Enum.Parse<Reachability>(values.GetString("reach")),
            Zone = values.TryGetString("zone", out var zone) ? zone : null,
            UpdatedAt = Instant.FromUnixTimeTicks(values.GetInt64("updated")),
        };
    }
}

/// <summary>Where a dialog with a person stands.</summary>
/// <param name="Name">Which dialog: <c>define</c>, <c>ask</c>, …</param>
/// <param name="Rollout">The rollout it is about.</param>
/// <param name="Detail">What else the dialog keeps, such as the cohort being edited.</param>
internal sealed record DialogState(string Name, RolloutId? Rollout, string? Detail);
