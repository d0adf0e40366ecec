using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.Tests.Storage;

public sealed class PartitionWriterTests : IAsyncLifetime
{
    private TemporaryStore _temporary = null!;

    private CountingStore Store { get; set; } = null!;

    private PartitionWriter Writer { get; set; } = null!;

    public async Task InitializeAsync()
    {
        _temporary = await TemporaryStore.OpenAsync();
        Store = new(_temporary.Store);
        Writer = new(Store);
    }

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task Mutations_that_wait_share_a_commit()
    {
        var blocker = new TaskCompletionSource();
        var first = RunAsync(async unit =>
        {
            unit.Upsert("first", Number(0));
            await blocker.Task;
        });
        var waiting = Enumerable.Range(0, 60).Select(i => RunAsync(unit => Stage(unit, $"{i}"))).ToList();

        blocker.SetResult();
        await first;
        await Task.WhenAll(waiting);

        // The first may have run alone or with some of the others; the rest was one more commit.
        Assert.InRange(Store.Commits, 1, 2);
    }

    [Fact]
    public async Task A_mutation_that_stages_nothing_costs_no_commit()
    {
        var found = await Writer.RunAsync(Table.Cohorts, "p", async unit => await unit.GetAsync("row") is not null);

        Assert.False(found);
        Assert.Equal(0, Store.Commits);
    }

    [Fact]
    public async Task A_mutation_reads_what_it_and_those_before_it_staged()
    {
        await RunAsync(async unit =>
        {
            Assert.Null(await unit.GetAsync("row"));
            unit.Insert("row", Number(1));
            Assert.Equal(Number(1), await unit.GetAsync("row"));
            unit.Replace("row", Number(2));
            unit.Upsert("other", Number(1));
            unit.Delete("other");
            Assert.Null(await unit.GetAsync("other"));
            unit.Insert("back", Number(1));
            unit.Delete("back");
        });

        Assert.Equal(Number(2), (await Store.GetAsync(Table.Cohorts, "p", "row"))!.Values);
        Assert.Null(await Store.GetAsync(Table.Cohorts, "p", "other"));
        Assert.Null(await Store.GetAsync(Table.Cohorts, "p", "back"));
    }

    [Fact]
    public async Task Values_that_were_read_can_be_changed_without_changing_the_row()
    {
        await RunAsync(unit => Stage(unit, "row"));
        var blocker = new TaskCompletionSource();
        var first = RunAsync(async _ => await blocker.Task);
        var careless = RunAsync(async unit => (await unit.GetAsync("row"))!.Set("Number", 99));
        var reader = Writer.RunAsync(Table.Cohorts, "p", unit => unit.GetAsync("row"));

        blocker.SetResult();
        await Task.WhenAll(first, careless);

        Assert.Equal(Number(0), await reader);
    }

    [Fact]
    public async Task More_writes_than_fit_go_into_several_commits()
    {
        var blocker = new TaskCompletionSource();
        var first = RunAsync(async _ => await blocker.Task);
        var waiting = Enumerable.Range(0, 5).Select(client => RunAsync(unit =>
        {
            for (var i = 0; i < 60; i++)
            {
                unit.Upsert($"{client}|{i}", Number(i));
            }

            return Task.CompletedTask;
        })).ToList();

        blocker.SetResult();
        await first;
        await Task.WhenAll(waiting);

        Assert.Equal(5, Store.Commits);
    }

    [Fact]
    public async Task Too_much_for_one_commit_fails_alone()
    {
        var large = new RowValues { { "Text", new string('€', 30_000) } };
        var blocker = new TaskCompletionSource();
        var first = RunAsync(async _ => await blocker.Task);
        var neighbour = RunAsync(unit => Stage(unit, "neighbour"));
        var tooManyBytes = RunAsync(unit => StageMany(unit, 40, large));
        var tooManyRows = RunAsync(unit => StageMany(unit, 101, Number(1)));
        var tooLong = RunAsync(unit => StageMany(unit, 1, new() { { "Text", new string('x', 40_000) } }));
        var last = RunAsync(unit => Stage(unit, "last"));

        blocker.SetResult();
        await Task.WhenAll(first, neighbour, last);

        await Assert.ThrowsAsync<StorageLimitException>(() => tooManyBytes);
        await Assert.ThrowsAsync<StorageLimitException>(() => tooManyRows);
        await Assert.ThrowsAsync<StorageLimitException>(() => tooLong);
        Assert.NotNull(await Store.GetAsync(Table.Cohorts, "p", "neighbour"));
        Assert.NotNull(await Store.GetAsync(Table.Cohorts, "p", "last"));
    }

    [Fact]
    public async Task A_row_must_be_read_before_it_is_replaced()
    {
        await RunAsync(unit => Stage(unit, "row"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(unit =>
        {
            unit.Replace("row", Number(1));
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public async Task An_exception_that_rested_on_a_stale_row_is_thought_over()
    {
        await RunAsync(unit => Stage(unit, "row"));
        var tries = 0;

        // The first attempt sees the old row, throws, and shares its batch with one that turns out
        // to be stale.
        var blocker = new TaskCompletionSource();
        var first = RunAsync(async unit =>
        {
            var row = (await unit.GetAsync("row"))!;
            await blocker.Task;
            row.Set("Seen", row.GetInt64("Number"));
            unit.Replace("row", row);
        });
        await Store.CommitAsync(Table.Cohorts, "p", [RowWrite.Upsert("row", Number(1))]);
        var second = RunAsync(async unit =>
        {
            tries++;
            if ((await unit.GetAsync("row"))!.GetInt64("Number") == 0)
            {
                throw new NotSupportedException();
            }
        });
        blocker.SetResult();

        await first;
        await second;
        Assert.Equal(1, (await Store.GetAsync(Table.Cohorts, "p", "row"))!.Values.GetInt64("Seen"));
        Assert.InRange(tries, 1, 2);
    }

    [Fact]
    public async Task Who_is_cancelled_while_waiting_is_not_run()
    {
        var blocker = new TaskCompletionSource();
        var first = RunAsync(async _ => await blocker.Task);
        using var cancellation = new CancellationTokenSource();
        var ran = false;

        // The first batch may already contain the second mutation, so a third waits for a batch of
        // its own.
        var fillers = Enumerable.Range(0, 100).Select(i => RunAsync(unit => Stage(unit, $"{i}"))).ToList();
        var cancelled = Writer.RunAsync(Table.Cohorts, "p", _ => ValueTask.FromResult(ran = true), cancellation.Token);
        await cancellation.CancelAsync();
        blocker.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await Task.WhenAll(fillers);
        await first;
        Assert.False(ran);
    }

    [Fact]
    public async Task AStore_that_fails_is_told_to_everybody_and_may_recover()
    {
        Store.Fault = new StorageException("The disk is full.", isTransient: false);

        var tasks = Enumerable.Range(0, 5).Select(i => RunAsync(unit => Stage(unit, $"{i}"))).ToList();
        foreach (var task in tasks)
        {
            Assert.Equal("The disk is full.", (await Assert.ThrowsAsync<StorageException>(() => task)).Message);
        }

        Store.Fault = null;
        await RunAsync(unit => Stage(unit, "row"));
    }

    [Fact]
    public async Task Endless_conflicts_are_given_up_as_transient()
    {
        Store.Conflict = new CommitResult.Conflict(0, ConflictReason.Stale);

        var fault = await Assert.ThrowsAsync<StorageException>(() => RunAsync(unit => Stage(unit, "row")));

        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task Idle_partitions_are_forgotten()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Writer.RunAsync(Table.Cohorts, $"p{i}", unit => ValueTask.FromResult(0))));

        // The last answer is given right before its partition is released.
        Assert.True(SpinWait.SpinUntil(() => Writer.BusyPartitions == 0, TimeSpan.FromSeconds(10)));
    }

    private static RowValues Number(long number) => new() { { "Number", number } };

    private static Task Stage(UnitOfWork unit, string key) => StageOne(unit, key, Number(0));

    private static Task StageMany(UnitOfWork unit, int count, RowValues values)
    {
        for (var i = 0; i < count; i++)
        {
            StageOne(unit, $"many {i}", values);
        }

        return Task.CompletedTask;
    }

    private static Task StageOne(UnitOfWork unit, string key, RowValues values)
    {
        unit.Upsert(key, values);
        return Task.CompletedTask;
    }

    private Task<int> RunAsync(Func<UnitOfWork, Task> mutation) => Writer.RunAsync(Table.Cohorts, "p", async unit =>
    {
        await mutation(unit);
        return 0;
    });

    /// <summary>Counts commits, and fails them on demand.</summary>
    private sealed class CountingStore(ITableStore inner) : ITableStore
    {
        private int _commits;

        public int Commits => _commits;

        public StorageException? Fault { get; set; }

        public CommitResult? Conflict { get; set; }

        public ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default) =>
            inner.GetAsync(table, partition, row, ct);

        public IAsyncEnumerable<Row> QueryAsync(Table table, string partition, RowRange range, CancellationToken ct = default) =>
            inner.QueryAsync(table, partition, range, ct);

        public async ValueTask<CommitResult> CommitAsync(
            Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct = default)
        {
            Interlocked.Increment(ref _commits);
            return Fault is { } fault ? throw fault : Conflict ?? await inner.CommitAsync(table, partition, writes, ct);
        }

        public ValueTask CheckAsync(CancellationToken ct = default) => inner.CheckAsync(ct);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
