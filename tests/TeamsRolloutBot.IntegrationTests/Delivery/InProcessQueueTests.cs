using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.IntegrationTests.Delivery;

public sealed class InProcessQueueTests : QueueContract
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 3, 2, 8, 0);
    private static readonly Instant AfterIt = Morning + Duration.FromTicks(1);

    [Fact]
    public async Task A_large_cohort_does_not_keep_another_waiting_that_is_due_at_the_same_time()
    {
        using var queue = Open();
        for (var number = 0; number < 2 * InProcessQueue.InTurn; number++)
        {
            await queue.EnqueueAsync(Key("large", number), Morning, default);
        }

        await queue.EnqueueAsync(Key("later", 0), AfterIt, default);
        await queue.EnqueueAsync(Key("small", 0), Morning, default);
        await queue.EnqueueAsync(Key("small", 1), Morning, default);

        var handedOut = await ReceiveAllAsync(queue);

        Assert.Equal(
            [
                .. Enumerable.Range(0, InProcessQueue.InTurn).Select(number => Key("large", number)),
                Key("small", 0),
                Key("small", 1),
                .. Enumerable.Range(InProcessQueue.InTurn, InProcessQueue.InTurn).Select(number => Key("large", number)),
                Key("later", 0),
            ],
            handedOut);
    }

    [Fact]
    public async Task A_cohort_that_had_many_turns_does_not_wait_longer_the_next_time()
    {
        using var queue = Open();
        for (var number = 0; number <= InProcessQueue.InTurn; number++)
        {
            await queue.EnqueueAsync(Key("large", number), Morning, default);
        }

        await ReceiveAllAsync(queue);
        await queue.EnqueueAsync(Key("large", -1), Morning, default);
        await queue.EnqueueAsync(Key("small", 0), Morning, default);

        Assert.Equal([Key("large", -1), Key("small", 0)], await ReceiveAllAsync(queue));
    }

    private protected override Task<IDeliveryQueue> OpenAsync() => Task.FromResult<IDeliveryQueue>(Open());

    private static InProcessQueue Open() => new(new MovableClock(SystemClock.Instance), TimeProvider.System);

    private static async Task<List<DeliveryKey>> ReceiveAllAsync(InProcessQueue queue)
    {
        var received = new List<DeliveryKey>();
        while (await queue.CountAsync(default) > 0)
        {
            received.Add((await ReceiveAsync(queue)).Key);
        }

        return received;
    }

    private static DeliveryKey Key(string cohort, int number) =>
        Key(number) with { Cohort = new CohortKey(new RolloutId("r1"), new CohortId(cohort)) };
}
