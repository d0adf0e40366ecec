using Microsoft.Extensions.Time.Testing;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>Turns that instances take for work that must not be done twice at once.</summary>
public sealed class ExclusiveTurnsTests : IDisposable
{
    private static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-");
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_has_the_turn_and_the_next_gets_it_once_it_is_given_back()
    {
        await using var store = await OpenAsync();
        var (one, other) = (new ExclusiveTurns(store, _time), new ExclusiveTurns(store, _time));
        var turn = await one.TakeAsync("work", HoldFor, TimeSpan.Zero, default);
        Assert.NotNull(turn);
        Assert.Null(await other.TakeAsync("work", HoldFor, TimeSpan.Zero, default));
        await using var elsewhere = await other.TakeAsync("other work", HoldFor, TimeSpan.Zero, default);
        Assert.NotNull(elsewhere);

        await turn.DisposeAsync();

        await using var next = await other.TakeAsync("work", HoldFor, TimeSpan.Zero, default);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_turn_of_an_instance_that_is_gone_is_free_after_its_time_and_what_it_gives_back_late_is_not_anothers()
    {
        await using var store = await OpenAsync();
        var turns = new ExclusiveTurns(store, _time);
        var lost = await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default);
        _time.Advance(HoldFor - TimeSpan.FromSeconds(1));
        Assert.Null(await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default));

        _time.Advance(TimeSpan.FromSeconds(1));
        await using var taken = await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default);
        Assert.NotNull(taken);

        await lost!.DisposeAsync();
        Assert.Null(await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default));
    }

    [Fact]
    public async Task Who_holds_on_keeps_the_turn_and_learns_when_another_has_it()
    {
        await using var store = await OpenAsync();
        var turns = new ExclusiveTurns(store, _time);
        var turn = await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default);
        for (var step = 0; step < 6; step++)
        {
            _time.Advance(HoldFor / 2);
            Assert.True(await turn!.HoldOnAsync(default));
        }

        Assert.Null(await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default));
        _time.Advance(HoldFor);
        await using var other = await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default);
        Assert.NotNull(other);

        Assert.False(await turn!.HoldOnAsync(default));
        await turn.DisposeAsync();
        Assert.Null(await turns.TakeAsync("work", HoldFor, TimeSpan.Zero, default));
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_has_it_at_a_time()
    {
        await using var store = await OpenAsync();
        var turns = new ExclusiveTurns(store, TimeProvider.System);
        var (inside, most, done) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var turn = await turns.TakeAsync("work", HoldFor, TimeSpan.FromMinutes(1), default);
            Assert.NotNull(turn);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            Interlocked.Increment(ref done);
        }));

        Assert.Equal((1, 8), (most, done));
    }

    private async Task<TableStore> OpenAsync()
    {
        var store = new TableStore(new EmbeddedTables(Path.Combine(_folder.FullName, "rollouts.db")));
        await store.OpenAsync();
        return store;
    }
}
