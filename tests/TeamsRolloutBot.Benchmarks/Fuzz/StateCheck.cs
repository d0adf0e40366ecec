using System.Security.Cryptography;
using TeamsRolloutBot.Benchmarks.Product;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Benchmarks.Fuzz;

/// <summary>
/// Checks a store for rows that can't be read, and for changes to state that nobody may touch.
/// </summary>
internal static class StateCheck
{
    /// <summary>A hash of all rows in a rollout's own partitions.</summary>
    public static async Task<string> FingerprintAsync(string path, string rollout)
    {
        await using var store = await OpenAsync(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in new[] { Table.Rollouts, Table.Cohorts, Table.Audit })
        {
            await foreach (var partition in store.ListPartitionsAsync(table))
            {
                if (!partition.StartsWith(rollout, StringComparison.Ordinal))
                {
                    continue;
                }

                await foreach (var row in store.QueryAsync(table, partition, RowRange.All))
                {
                    foreach (
                        var text in (string[])[partition, row.Key, row.ETag, .. row.Values.Select(value => $"{value.Key}={value.Value}")])
                    {
                        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text));
                    }
                }
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Reads everything with the bot's own code.</summary>
    /// <returns>How many rows there are, and what can't be read.</returns>
    public static async Task<(int Rows, IReadOnlyList<string> Damaged)> ReadAllAsync(string path)
    {
        await using var store = await OpenAsync(path);
        var writer = new PartitionWriter(store);
        var (rollouts, cohorts, audit, users) = (
            new RolloutRepository(store, writer), new CohortRepository(store, writer), new AuditRepository(store),
            new UserRepository(store));
        var damaged = new List<string>();
        var rows = 0;
        foreach (var table in Enum.GetValues<Table>())
        {
            await foreach (var partition in store.ListPartitionsAsync(table))
            {
                rows += await CountAsync(store.QueryAsync(table, partition, RowRange.All));
                if (table == Table.Rollouts && RolloutId.Parse(partition) is { } id)
                {
                    await TryAsync(partition, damaged, async () =>
                    {
                        if (await rollouts.FindAsync(id) is { } rollout)
                        {
                            await ReadAsync(rollout, cohorts, audit);
                        }
                    });
                }
            }
        }

        for (var member = 0; member < 80; member++)
        {
            var person = PersonId.FromObjectId(Guid.Parse(SeededRollout.ObjectId(member)));
            await TryAsync($"person {member}", damaged, async () =>
            {
                await users.FindReferenceAsync(SeededRollout.Tenant, person);
                await CountAsync(users.ListDialogsAsync(SeededRollout.Tenant, person));
                await CountAsync(users.ListPartsAsync(SeededRollout.Tenant, [person]));
            });
        }

        return (rows, damaged);
    }

    private static async Task ReadAsync(StoredRollout rollout, CohortRepository cohorts, AuditRepository audit)
    {
        foreach (
            var key in rollout.Definition.Cohorts.Select(cohort => new CohortKey(rollout.Id, cohort.Id))
                .Append(CohortKey.ForRollout(rollout.Id)))
        {
            var people = new List<Participant>();
            await foreach (var participant in cohorts.ListParticipantsAsync(key))
            {
                people.Add(participant);
            }

            var (counted, stored) = (CohortCounts.Sum(rollout.Definition, people), await cohorts.GetCountsAsync(key));
            if (counted.Members != stored.Members || counted.TasksDone != stored.TasksDone)
            {
                throw new InvalidDataException(
                    $"{key.Partition} counts {stored.Members} people and {stored.TasksDone} tasks; there are {counted.Members} and "
                        + $"{counted.TasksDone}.");
            }

            await CountAsync(cohorts.ListDeliveriesAsync(key));
            await CountAsync(cohorts.ListNoticesAsync(key));
            await CountAsync(cohorts.ListQuestionsAsync(key));
        }

        await CountAsync(audit.ListAsync(rollout.Id));
    }

    private static async Task TryAsync(string what, List<string> damaged, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception fault)
        {
            damaged.Add($"{what}: {fault.Message}");
        }
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> items)
    {
        var count = 0;
        await foreach (var item in items)
        {
            count++;
        }

        return count;
    }

    private static async Task<TableStore> OpenAsync(string path)
    {
        var store = new TableStore(new EmbeddedTables(path));
        await store.OpenAsync();
        return store;
    }
}
