using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>A person to be forgotten, stored until that is done.</summary>
internal sealed record ForgetJob
{
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required PersonId By { get; init; }

    public required Instant At { get; init; }

    /// <summary>The person's ids and the replacement for each.</summary>
    public required IReadOnlyDictionary<PersonId, PersonId> Ids { get; init; }

    /// <summary>The rollouts to process.</summary>
    public required IReadOnlyList<RolloutId> Rollouts { get; init; }

    /// <summary>Also erase what the bot knows of them outside rollouts.</summary>
    public required bool IsEverywhere { get; init; }

    /// <summary>The number of completed passes.</summary>
    public int Passes { get; init; }
}

/// <summary>The people to be forgotten: one small partition, read by housekeeping.</summary>
internal sealed class ForgetJobs(ITableStore store)
{
    private const string Partition = "forgetting";
    private const int Version = 1;

    public Task SaveAsync(ForgetJob job, CancellationToken ct = default)
    {
        var values = new RowValues
        {
            { "tenant", job.TenantId },
            { "by", job.By.Value },
            { "at", job.At.ToUnixTimeTicks() },
            { "ids", string.Join('\n', job.Ids.Select(pair => $"{pair.Key.Value} {pair.Value.Value}")) },
            { "everywhere", job.IsEverywhere },
            { "passes", job.Passes },
        };
        ChunkedText.Add(values, "rollouts", string.Join('\n', job.Rollouts.Select(id => id.Value)));
        return store.CommitAsync(Table.Settings, Partition, [RowWrite.Upsert(job.Id, SchemaVersion.Stamp(values, Version))], ct).AsTask();
    }

    public Task RemoveAsync(ForgetJob job, CancellationToken ct = default) =>
        store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(job.Id)], ct).AsTask();

    public async IAsyncEnumerable<ForgetJob> ListAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, Partition, RowRange.All, ct))
        {
            SchemaVersion.Check(row.Values, Version);
            yield return new ForgetJob
            {
                Id = row.Key,
                TenantId = row.Values.GetString("tenant"),
                By = StoredValues.PersonId(row.Values.GetString("by")),
                At = StoredValues.Instant(row.Values, "at") ?? throw StoredValues.Damaged("a time"),
                Ids = row.Values.GetString("ids").Split('\n').Select(pair => pair.Split(' ')).ToDictionary(
                    pair => StoredValues.PersonId(pair[0]), pair => StoredValues.PersonId(pair[1])),
                Rollouts =
                [
                    .. ChunkedText.Read(row.Values, "rollouts").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(id => new RolloutId(id))
                ],
                IsEverywhere = row.Values.GetBoolean("everywhere"),
                Passes = (int)row.Values.GetInt64("passes"),
            };
        }
    }
}
