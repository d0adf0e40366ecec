using Microsoft.Extensions.Options;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.IntegrationTests.Delivery;

/// <summary>What senders and planner expect of every queue.</summary>
public abstract class QueueContract
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();

    [AzuriteFact]
    public async Task A_key_comes_out_as_it_went_in()
    {
        var queue = await OpenAsync();
        var key = new DeliveryKey(
            new CohortKey(
                RolloutId.New(), new CohortId("c1")), PersonId.FromEmail("o'neill+ünï@contoso.example.com"), "phase1.checklist", "00000");

        await queue.EnqueueAsync(key, Now, default);

        Assert.Equal(key, (await ReceiveAsync(queue)).Key);
    }

    [AzuriteFact]
    public async Task What_is_completed_is_gone_and_what_is_returned_comes_again()
    {
        var queue = await OpenAsync();
        await queue.EnqueueAsync(Key(1), Now, default);
        await queue.EnqueueAsync(Key(2), Now, default);
        var first = await ReceiveAsync(queue);
        var second = await ReceiveAsync(queue);

        await queue.CompleteAsync(first, default);
        await queue.ReturnAsync(second, Now, default);

        var again = await ReceiveAsync(queue);
        Assert.Equal(second.Key, again.Key);
        await queue.CompleteAsync(again, default);
        Assert.Equal(0, await CountAsync(queue));
    }

    [AzuriteFact]
    public async Task A_key_is_not_handed_out_before_its_time()
    {
        var queue = await OpenAsync();
        var due = SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(2);
        await queue.EnqueueAsync(Key(1), due, default);

        Assert.Equal(Key(1), (await ReceiveAsync(queue)).Key);

        Assert.True(SystemClock.Instance.GetCurrentInstant() >= due);
    }

    [AzuriteFact]
    public async Task Everything_that_went_in_comes_out_once()
    {
        const int Many = 100;
        var queue = await OpenAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Many), async (number, ct) => await queue.EnqueueAsync(Key(number), Now, ct));

        var received = new List<QueuedDelivery>();
        for (var number = 0; number < Many; number++)
        {
            received.Add(await ReceiveAsync(queue));
        }

        Assert.Equal(Many, received.Select(delivery => delivery.Key).Distinct().Count());
        await Parallel.ForEachAsync(received, async (delivery, ct) => await queue.CompleteAsync(delivery, ct));
        Assert.Equal(0, await CountAsync(queue));
    }

    [AzuriteFact]
    public async Task What_is_still_there_is_not_put_in_again_and_what_is_lost_is()
    {
        var queue = await OpenAsync();
        await queue.EnqueueAsync(Key(1), Now, default);
        await queue.EnqueueAgainAsync(Key(1), Now, default);
        await queue.CompleteAsync(await ReceiveAsync(queue), default);
        Assert.Equal(0, await CountAsync(queue));

        var afterRestart = await OpenAsync();
        await afterRestart.EnqueueAgainAsync(Key(1), Now, default);

        Assert.Equal(Key(1), (await ReceiveAsync(afterRestart)).Key);
    }

    [AzuriteFact]
    public async Task All_that_is_lost_is_put_in_again_at_one_look_also_while_the_first_of_it_is_in_hand()
    {
        var queue = await OpenAsync();
        var received = new List<QueuedDelivery>();
        for (var number = 1; number <= 3; number++)
        {
            await queue.EnqueueAgainAsync(Key(number), Now, default);
            await queue.EnqueueAgainAsync(Key(1), Now, default);
            received.Add(await ReceiveAsync(queue));
        }

        Assert.Equal([Key(1), Key(2), Key(3)], received.Select(delivery => delivery.Key));
        await Parallel.ForEachAsync(received, async (delivery, ct) => await queue.CompleteAsync(delivery, ct));
        Assert.Equal(0, await CountAsync(queue));
    }

    [AzuriteFact]
    public async Task Waiting_for_a_key_can_be_cancelled()
    {
        var queue = await OpenAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = queue.ReceiveAsync(Anybody, cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [AzuriteFact]
    public async Task A_rollout_that_has_no_room_in_hand_holds_up_no_other()
    {
        var queue = await OpenAsync();
        var limiter = new ConcurrencyLimiter(Options.Create(new DeliveryOptions { RequestsPerSecond = 1 }));
        var other = Key(100) with { Cohort = new CohortKey(new RolloutId("r2"), new CohortId("c1")) };
        for (var number = 0; number < 6; number++)
        {
            await queue.EnqueueAsync(Key(number), Now, default);
        }

        await queue.EnqueueAsync(other, Now, default);
        var taken = new List<ConcurrencyLimiter.Permit>();
        for (var number = 0; number < 4; number++)
        {
            Assert.Equal(Key(number), (await queue.ReceiveAsync(limiter, default).AsTask().WaitAsync(Soon)).Key);
            taken.Add(limiter.Take(Key(number).Cohort.Rollout));
        }

        Assert.Equal(other, (await queue.ReceiveAsync(limiter, default).AsTask().WaitAsync(Soon)).Key);
        var next = queue.ReceiveAsync(limiter, default).AsTask();
        taken[0].Begin();
        Assert.Equal(Key(4), (await next.WaitAsync(Soon)).Key);
    }

    private protected abstract Task<IDeliveryQueue> OpenAsync();

    /// <summary>A limiter with all of its slots free.</summary>
    private protected static ConcurrencyLimiter Anybody => new(Options.Create(new DeliveryOptions()));

    /// <summary>The number of messages, read again.</summary>
    private protected virtual ValueTask<int> CountAsync(IDeliveryQueue queue) => queue.CountAsync(default);

    private protected static DeliveryKey Key(int number) =>
        new(
            new CohortKey(new RolloutId("r1"), new CohortId("c1")), PersonId.FromEmail($"person{number}@contoso.example.com"),
            "phase1.checklist", "00000");

    private protected static async Task<QueuedDelivery> ReceiveAsync(IDeliveryQueue queue) =>
        await queue.ReceiveAsync(Anybody, default).AsTask().WaitAsync(Soon);
}
