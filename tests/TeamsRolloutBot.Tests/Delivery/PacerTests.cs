using Microsoft.Extensions.Time.Testing;
using TeamsRolloutBot.Pacing;

namespace TeamsRolloutBot.Tests.Delivery;

public sealed class PacerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Requests_of_one_tenant_wait_for_one_another_and_those_of_another_do_not()
    {
        using var pacer = new Pacer(10, new Alone(1), _time);
        await pacer.WaitAsync("one", default);

        var second = pacer.WaitAsync("one", default).AsTask();

        Assert.False(second.IsCompleted);
        Assert.True(pacer.WaitAsync("two", default).AsTask().IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(110));
        await second;
    }

    [Fact]
    public async Task An_answer_that_did_not_wait_makes_deliveries_leave_room_for_it()
    {
        using var pacer = new Pacer(10, new Alone(1), _time);
        for (var answer = 0; answer < 10; answer++)
        {
            pacer.Note("one");
        }

        var delivery = pacer.WaitAsync("one", default).AsTask();

        _time.Advance(TimeSpan.FromMilliseconds(990));
        Assert.False(delivery.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        await delivery;
    }

    [Fact]
    public async Task Of_two_instances_each_has_half_of_the_rate()
    {
        using var pacer = new Pacer(10, new Alone(2), _time);
        await pacer.WaitAsync("one", default);

        var second = pacer.WaitAsync("one", default).AsTask();

        _time.Advance(TimeSpan.FromMilliseconds(110));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(110));
        await second;
    }

    [Fact]
    public async Task A_cancelled_wait_keeps_nobody_else_waiting()
    {
        using var pacer = new Pacer(10, new Alone(1), _time);
        await pacer.WaitAsync("one", default);
        using var cancel = new CancellationTokenSource();
        var given = pacer.WaitAsync("one", cancel.Token).AsTask();
        var next = pacer.WaitAsync("one", default).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _time.Advance(TimeSpan.FromMilliseconds(110));
        await next;
    }

    private sealed class Alone(int count) : IInstances
    {
        public int Count => count;

        public ValueTask WhenKnownAsync(CancellationToken ct) => ValueTask.CompletedTask;
    }
}
