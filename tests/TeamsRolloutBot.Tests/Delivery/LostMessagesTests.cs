using Microsoft.Extensions.Time.Testing;
using NodaTime.Testing;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>What the rows contain and a cloud queue has lost is queued again.</summary>
public sealed class LostMessagesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeClock _clock = new(Instant.FromUtc(2027, 3, 15, 15, 0));

    private Instant Now => _clock.GetCurrentInstant();

    [Fact]
    public async Task A_queue_that_is_not_empty_has_lost_nothing_that_is_due_now()
    {
        var lost = new LostMessages(_clock, _time);

        Assert.False(await lost.IsLostAsync(Key(1), Now - Duration.FromMinutes(10), IsFull));
    }

    [Fact]
    public async Task An_empty_one_has_lost_everything_and_gets_each_once()
    {
        var lost = new LostMessages(_clock, _time);

        Assert.True(await lost.IsLostAsync(Key(1), Now, IsEmpty));

        // The queue is no longer empty, but what is still missing is queued all the same.
        Assert.True(await lost.IsLostAsync(Key(2), Now, IsFull));
        Assert.False(await lost.IsLostAsync(Key(1), Now, IsFull));
    }

    [Fact]
    public async Task What_is_put_in_while_it_fills_is_not_put_in_twice()
    {
        var lost = new LostMessages(_clock, _time);
        await lost.IsLostAsync(Key(1), Now, IsEmpty);

        lost.NotePut(Key(2));

        Assert.False(await lost.IsLostAsync(Key(2), Now, IsFull));
    }

    [Fact]
    public async Task After_half_a_minute_it_is_full_and_may_be_found_empty_again()
    {
        var lost = new LostMessages(_clock, _time);
        await lost.IsLostAsync(Key(1), Now, IsEmpty);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.False(await lost.IsLostAsync(Key(2), Now, IsFull));
        Assert.True(await lost.IsLostAsync(Key(1), Now, IsEmpty));
    }

    [Fact]
    public async Task What_should_have_been_handed_out_long_ago_is_put_in_again_every_ten_minutes()
    {
        var lost = new LostMessages(_clock, _time);
        var longAgo = Now - Duration.FromMinutes(11);

        Assert.True(await lost.IsLostAsync(Key(1), longAgo, IsFull));
        Assert.False(await lost.IsLostAsync(Key(1), longAgo, IsFull));
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.True(await lost.IsLostAsync(Key(1), longAgo, IsFull));
    }

    private static Task<bool> IsEmpty() => Task.FromResult(true);

    private static Task<bool> IsFull() => Task.FromResult(false);

    private static DeliveryKey Key(int number) => new(
        new CohortKey(new RolloutId("r1"), new CohortId("c1")), PersonId.FromEmail($"person{number}@contoso.example.com"), "Checklist", "1");
}
