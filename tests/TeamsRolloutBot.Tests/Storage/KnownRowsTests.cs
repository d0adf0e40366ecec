using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>A mutation that comes with rows: they are not read again, and nothing is lost where they have changed.</summary>
public sealed class KnownRowsTests : IAsyncLifetime
{
    private TemporaryStore _temporary = null!;

    private ObservedStore Store { get; set; } = null!;

    private PartitionWriter Writer { get; set; } = null!;

    public async Task InitializeAsync()
    {
        _temporary = await TemporaryStore.OpenAsync();
        Store = new(_temporary.Store);
        Writer = new(Store);
        await Store.CommitAsync(Table.Cohorts, "p", [RowWrite.Insert("row", Number(1))]);
    }

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task Rows_that_are_known_are_not_read()
    {
        var row = await ReadAsync();
        Store.TakeCalls();

        await RunAsync([new("row", row), new("new", null)], async unit =>
        {
            Assert.True(unit.IsStill(row));
            unit.Replace("row", Number((await unit.GetAsync("row"))!.GetInt64("Number") + 1));
            Assert.False(unit.IsStill(row));
            Assert.Null(await unit.GetAsync("new"));
            unit.Insert("new", Number(5));
        });

        Assert.Equal(["commit"], Store.TakeCalls().Select(call => call.Kind));
        Assert.Equal(Number(2), (await ReadAsync()).Values);
        Assert.Equal(Number(5), (await Store.GetAsync(Table.Cohorts, "p", "new"))!.Values);
        Assert.Equal(Number(1), row.Values);
    }

    [Fact]
    public async Task A_row_that_has_changed_meanwhile_is_read_anew()
    {
        var row = await ReadAsync();
        await Store.CommitAsync(Table.Cohorts, "p", [RowWrite.Upsert("row", Number(10))]);
        var tries = new List<bool>();

        await RunAsync([new("row", row)], async unit =>
        {
            tries.Add(unit.IsStill(row));
            unit.Replace("row", Number((await unit.GetAsync("row"))!.GetInt64("Number") + 1));
        });

        Assert.Equal([true, false], tries);
        Assert.Equal(Number(11), (await ReadAsync()).Values);
    }

    [Fact]
    public async Task A_row_that_is_there_after_all_is_read_anew()
    {
        await RunAsync([new("row", null)], async unit =>
        {
            if (await unit.GetAsync("row") is { } found)
            {
                unit.Replace("row", Number(found.GetInt64("Number") + 1));
            }
            else
            {
                unit.Insert("row", Number(100));
            }
        });

        Assert.Equal(Number(2), (await ReadAsync()).Values);
    }

    [Fact]
    public async Task A_row_that_another_of_the_batch_reads_is_as_it_was_read_for_all()
    {
        var row = await ReadAsync();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var blocker = RunAsync([], async unit =>
        {
            begun.TrySetResult();
            await go.Task;
            unit.Upsert("row", Number(10));
        });
        await begun.Task;
        var isKnown = new List<bool>();
        var knows = RunAsync([new("row", row)], async unit =>
        {
            isKnown.Add(unit.IsStill(row));
            unit.Replace("row", Number((await unit.GetAsync("row"))!.GetInt64("Number") + 1));
        });
        var reads = Writer.RunAsync(Table.Cohorts, "p", ["row"], async unit => (await unit.GetAsync("row"))!.GetInt64("Number"));
        Store.TakeCalls();
        go.SetResult();
        await Task.WhenAll(blocker, knows);

        Assert.Equal(11, await reads);
        Assert.Equal([false], isKnown);
    }

    [Fact]
    public async Task A_known_rows_key_keeps_to_the_rules() =>
        await Assert.ThrowsAsync<StorageLimitException>(() => RunAsync([new(new string('k', 600), null)], _ => Task.CompletedTask));

    private static RowValues Number(long number) => new() { { "Number", number } };

    private async Task<Row> ReadAsync() => (await Store.GetAsync(Table.Cohorts, "p", "row"))!;

    private Task<int> RunAsync(IReadOnlyList<KnownRow> known, Func<UnitOfWork, Task> mutation) => Writer.RunAsync(Table.Cohorts, "p", Lane.Main, [], known, async unit =>
    {
        await mutation(unit);
        return 0;
    });
}
