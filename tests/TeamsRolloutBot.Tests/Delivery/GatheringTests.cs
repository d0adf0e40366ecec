using TeamsRolloutBot.Delivery;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>What is asked for one by one is done together, without anybody waiting for company.</summary>
public sealed class GatheringTests
{
    /// <summary>For which there is only room alone.</summary>
    private const int Big = 100;

    private readonly List<int[]> _served = [];
    private readonly Dictionary<int, (TaskCompletionSource Begun, TaskCompletionSource Go)> _held = [];
    private readonly Gathering<string, int, string> _gathering;

    public GatheringTests() => _gathering = new(most: 3, ServeAsync);

    [Fact]
    public async Task The_first_is_served_at_once_and_who_asks_meanwhile_together_after_it()
    {
        var begun = Hold(1);
        var first = _gathering.AskAsync("a", 1);
        await begun;
        Task<string>[] meanwhile = [.. new[] { 2, 3, 4, 5, 6 }.Select(item => _gathering.AskAsync("a", item))];
        Assert.Equal([[1]], _served);

        Release(1);

        Assert.Equal("a1", await first);
        Assert.Equal(["a2", "a3", "a4", "a5", "a6"], await Task.WhenAll(meanwhile));
        Assert.Equal([[1], [2, 3, 4], [5, 6]], _served);
    }

    [Fact]
    public async Task Others_do_not_wait_for_those_they_have_nothing_in_common_with()
    {
        _ = Hold(1);
        var held = _gathering.AskAsync("a", 1);

        Assert.Equal("b2", await _gathering.AskAsync("b", 2));

        Assert.False(held.IsCompleted);
        Release(1);
        await held;
    }

    [Fact]
    public async Task Those_there_is_no_room_for_are_served_next()
    {
        var begun = Hold(1);
        var first = _gathering.AskAsync("a", 1);
        await begun;
        Task<string>[] meanwhile = [.. new[] { 2, Big, 3, 4 }.Select(item => _gathering.AskAsync("a", item))];

        Release(1);
        await first;

        Assert.Equal(["a2", "a100", "a3", "a4"], await Task.WhenAll(meanwhile));
        Assert.Equal([[1], [2, Big, 3], [Big, 3], [3], [4]], _served);
    }

    [Fact]
    public async Task One_at_fault_harms_no_other()
    {
        var begun = Hold(1);
        var first = _gathering.AskAsync("a", 1);
        await begun;
        var good = _gathering.AskAsync("a", 2);
        var bad = _gathering.AskAsync("a", -3);
        var alsoGood = _gathering.AskAsync("a", 4);

        Release(1);

        Assert.Equal(["a1", "a2", "a4"], await Task.WhenAll(first, good, alsoGood));
        Assert.Equal("-3", (await Assert.ThrowsAsync<FormatException>(() => bad)).Message);
    }

    [Fact]
    public async Task After_a_fault_the_next_is_served()
    {
        await Assert.ThrowsAsync<FormatException>(() => _gathering.AskAsync("a", -1));

        Assert.Equal("a2", await _gathering.AskAsync("a", 2));
    }

    [Fact]
    public async Task Who_is_served_later_is_not_served_as_part_of_what_the_first_was_doing()
    {
        var doing = new AsyncLocal<string> { Value = "the first" };
        var seen = new List<string?>();
        var gathering = new Gathering<string, int, int>(3, (_, items) =>
        {
            seen.Add(doing.Value);
            return Task.FromResult<IReadOnlyList<int>>([.. items]);
        });

        await gathering.AskAsync("a", 1);

        Assert.Null(Assert.Single(seen));
    }

    /// <returns>Ends when serving has begun.</returns>
    private Task Hold(int item)
    {
        _held[item] = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _held[item].Begun.Task;
    }

    private void Release(int item) => _held[item].Go.SetResult();

    private async Task<IReadOnlyList<string>> ServeAsync(string key, IReadOnlyList<int> items)
    {
        lock (_served)
        {
            _served.Add([.. items]);
        }

        if (_held.TryGetValue(items[0], out var held))
        {
            held.Begun.SetResult();
            await held.Go.Task;
        }

        var room = items[0] == Big ? 1 : items.TakeWhile(item => item != Big).Count();
        return items.FirstOrDefault(item => item < 0) is < 0 and var bad ? throw new FormatException($"{bad}") : [.. items.Take(room).Select(item => $"{key}{item}")];
    }
}
