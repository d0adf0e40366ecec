using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>A playbook saved in a tenant.</summary>
/// <param name="Key">The storage key, derived from the name, ignoring case.</param>
/// <param name="Name">The name as typed.</param>
/// <param name="Text">The playbook in file format.</param>
/// <param name="By">Who saved it.</param>
/// <param name="At">When it was saved.</param>
internal sealed record SavedPlaybook(string Key, string Name, string Text, PersonId By, Instant At);

/// <summary>A tenant's saved playbooks: one partition, one row each.</summary>
internal sealed class SavedPlaybooks(ITableStore store)
{
    private const int Version = 1;
    private const string Content = "json";

    /// <summary>The key for a name.</summary>
    public static string KeyOf(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TypedText.Fold(name).ToUpperInvariant())).AsSpan(0, 16));

    public async Task<IReadOnlyList<SavedPlaybook>> ListAsync(string tenantId, CancellationToken ct = default)
    {
        var saved = new List<SavedPlaybook>();
        await foreach (var row in store.QueryAsync(Table.Settings, Partition(tenantId), RowRange.All, ct))
        {
            SchemaVersion.Check(row.Values, Version);
            saved.Add(new SavedPlaybook(
                row.Key,
                row.Values.GetString("name"),
                ChunkedText.Read(row.Values, Content),
                StoredValues.PersonId(row.Values.GetString("by")),
                Instant.FromUnixTimeTicks(row.Values.GetInt64("at"))));
        }

        return [.. saved.OrderBy(playbook => playbook.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Stores a playbook, replacing any with the same key.</summary>
    /// <exception cref="StorageLimitException">The text is too long.</exception>
    public Task SaveAsync(string tenantId, SavedPlaybook playbook, CancellationToken ct = default)
    {
        var values = new RowValues { { "name", playbook.Name }, { "by", playbook.By.Value }, { "at", playbook.At.ToUnixTimeTicks() } };
        ChunkedText.Add(values, Content, playbook.Text);
        return store
            .CommitAsync(Table.Settings, Partition(tenantId), [RowWrite.Upsert(playbook.Key, SchemaVersion.Stamp(values, Version))], ct)
            .AsTask();
    }

    public Task RemoveAsync(string tenantId, string key, CancellationToken ct = default) =>
        store.CommitAsync(Table.Settings, Partition(tenantId), [RowWrite.Delete(key)], ct).AsTask();

    /// <summary>Replaces the ids of a forgotten person who saved playbooks.</summary>
    public async Task ForgetAsync(string tenantId, IReadOnlyDictionary<PersonId, PersonId> ids, CancellationToken ct = default)
    {
        foreach (var playbook in await ListAsync(tenantId, ct))
        {
            if (ids.TryGetValue(playbook.By, out var forgotten))
            {
                await SaveAsync(tenantId, playbook with { By = forgotten }, ct);
            }
        }
    }

    private static string Partition(string tenantId) => $"playbooks|{tenantId}";
}
