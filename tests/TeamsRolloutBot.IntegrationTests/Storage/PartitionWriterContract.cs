using CsCheck;
using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using static TeamsRolloutBot.IntegrationTests.Storage.TestRows;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>What <see cref="PartitionWriter"/> guarantees on every store.</summary>
public abstract class PartitionWriterContract : StoreContract
{
    private protected PartitionWriterContract(IStoreSource source)
        : base(source)
    {
    }

    [AzuriteFact]
    public async Task Fifty_incrementers_of_one_row_lose_nothing()
    {
        var writer = new PartitionWriter(Store);

        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => IncrementAsync(writer, "counter"))));

        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), seen.Order());
        Assert.Equal(Number(50), await ValuesAsync("counter"));
    }

    [AzuriteFact]
    public async Task Two_instances_lose_nothing_either()
    {
        PartitionWriter[] writers = [new(Store), new(Store)];
        await Store.CommitAsync(Table.Cohorts, Partition, [RowWrite.Insert("counter", Number(0))]);

        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            var values = new List<long>();
            for (var round = 0; round < 4; round++)
            {
                values.Add(await IncrementAsync(writers[i % 2], "counter"));
            }

            return values;
        })));

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), seen.SelectMany(values => values).Order());
        Assert.Equal(Number(200), await ValuesAsync("counter"));
    }

    [AzuriteFact]
    public async Task A_row_changed_by_another_instance_meanwhile_makes_the_mutation_run_again()
    {
        PartitionWriter[] writers = [new(Store), new(Store)];
        await IncrementAsync(writers[0], "counter");
        var (hasRead, mayWrite) = (new TaskCompletionSource(), new TaskCompletionSource());
        var runs = 0;

        var slow = writers[0].RunAsync(Table.Cohorts, Partition, async unit =>
        {
            runs++;
            var values = (await unit.GetAsync("counter"))!;
            hasRead.TrySetResult();
            await mayWrite.Task;
            values.Set("Number", values.GetInt64("Number") + 1);
            unit.Replace("counter", values);
            return values.GetInt64("Number");
        });
        await hasRead.Task;
        Assert.Equal(2, await IncrementAsync(writers[1], "counter"));
        mayWrite.SetResult();

        Assert.Equal(3, await slow);
        Assert.Equal(2, runs);
        Assert.Equal(Number(3), await ValuesAsync("counter"));
    }

    [AzuriteFact]
    public async Task Mutations_that_throw_do_not_harm_their_neighbours()
    {
        var writer = new PartitionWriter(Store);

        // Each number is a client that adds one to a row; every third one fails after staging
        // something.
        await Gen.Int[0, 5].Array[1, 40].SampleAsync(
            async rows =>
            {
                var run = Guid.NewGuid().ToString("n");
                var tasks = rows.Select((row, client) => Task.Run(async () =>
                {
                    if (client % 3 != 2)
                    {
                        await IncrementAsync(writer, $"{run}|{row}");
                        return;
                    }

                    await Assert.ThrowsAsync<NotSupportedException>(() => writer.RunAsync<long>(Table.Cohorts, Partition, async unit =>
                    {
                        await unit.GetAsync($"{run}|{row}");
                        unit.Upsert($"{run}|{row}", Number(-1000));
                        unit.Upsert($"{run}|never", Number(1));
                        throw new NotSupportedException();
                    }));
                }));
                await Task.WhenAll(tasks);

                var expected = rows.Where((_, client) => client % 3 != 2)
                    .GroupBy(row => row)
                    .ToDictionary(group => $"{run}|{group.Key}", group => (long)group.Count());
                var actual = new Dictionary<string, long>();
                await foreach (var row in Store.QueryAsync(Table.Cohorts, Partition, RowRange.Prefix($"{run}|")))
                {
                    actual.Add(row.Key, row.Values.GetInt64("Number"));
                }

                Assert.Equal(expected.OrderBy(pair => pair.Key), actual);
            },
            iter: 8,
            threads: 1);
    }

    [AzuriteFact]
    public async Task A_row_and_the_count_kept_with_it_stay_together_over_instances()
    {
        PartitionWriter[] writers = [new(Store), new(Store)];

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => writers[i % 2].RunAsync(
            Table.Cohorts,
            Partition,
            ["count"],
            async unit =>
            {
                var count = await unit.GetAsync("count") ?? Number(0);
                count.Set("Number", count.GetInt64("Number") + 1);
                unit.Upsert("count", count);
                unit.Insert($"member|{i:d2}", Number(i));
                return 0;
            }))));

        Assert.Equal(Number(30), await ValuesAsync("count"));
        Assert.Equal(30, (await Store.KeysAsync(Partition, RowRange.Prefix("member|"))).Count);
    }

    [AzuriteFact]
    public async Task Of_several_that_insert_the_same_row_one_wins_and_the_others_are_told()
    {
        PartitionWriter[] writers = [new(Store), new(Store)];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            try
            {
                await writers[i % 2].RunAsync(Table.Cohorts, Partition, unit =>
                {
                    unit.Insert("only once", Number(i));
                    unit.Upsert($"winner|{i}", Number(i));
                    return ValueTask.FromResult(0);
                });
                return true;
            }
            catch (RowExistsException)
            {
                return false;
            }
        })));

        Assert.Single(outcomes, won => won);
        Assert.Single(await Store.KeysAsync(Partition, RowRange.Prefix("winner|")));
    }

    private Task<long> IncrementAsync(PartitionWriter writer, string key) =>
        writer.RunAsync(Table.Cohorts, Partition, async unit =>
        {
            var values = await unit.GetAsync(key);
            if (values is null)
            {
                unit.Insert(key, Number(1));
                return 1L;
            }

            // Gives the other instances in a test time to intervene.
            await Task.Yield();
            var next = values.GetInt64("Number") + 1;
            values.Set("Number", next);
            unit.Replace(key, values);
            return next;
        });

    private async Task<RowValues> ValuesAsync(string key) => (await Store.GetAsync(Table.Cohorts, Partition, key))!.Values;
}
