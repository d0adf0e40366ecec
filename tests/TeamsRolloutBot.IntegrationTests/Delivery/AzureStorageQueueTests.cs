using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.IntegrationTests.Azurite;

namespace TeamsRolloutBot.IntegrationTests.Delivery;

[NeedsAzurite]
[Collection(AzuriteTests.Name)]
public sealed class AzureStorageQueueTests(AzuriteFixture azurite) : QueueContract, IAsyncLifetime, IDisposable
{
    private readonly string _name = $"queue-{Guid.NewGuid():N}";
    private readonly DeliveryMetrics _metrics = new();
    private readonly List<AzureStorageQueue> _open = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var queue in _open)
        {
            await queue.DisposeAsync();
        }
    }

    public void Dispose() => _metrics.Dispose();

    [AzuriteFact]
    public async Task What_an_instance_had_in_hand_when_it_was_gone_comes_to_another_after_the_lease()
    {
        var gone = await OpenAsync(leaseSeconds: 2);
        await gone.EnqueueAsync(Key(1), SystemClock.Instance.GetCurrentInstant(), default);
        await ReceiveAsync(gone);
        await gone.DisposeAsync();

        var other = await OpenAsync(leaseSeconds: 2);

        Assert.Equal(Key(1), (await ReceiveAsync(other)).Key);
    }

    [AzuriteFact]
    [Trait("Category", "Machine")]
    public async Task What_is_in_hand_for_longer_than_the_lease_comes_to_nobody_else()
    {
        var holder = await OpenAsync(leaseSeconds: 2);
        await holder.EnqueueAsync(Key(1), SystemClock.Instance.GetCurrentInstant(), default);
        var held = await ReceiveAsync(holder);
        var first = held.Receipt;
        var other = await OpenAsync(leaseSeconds: 2);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await other.ReceiveAsync(Anybody, patience.Token));

        Assert.NotEqual(first, held.Receipt);
        await holder.CompleteAsync(held, default);
        Assert.Equal(0, await CountAsync(other));
    }

    [AzuriteFact]
    public async Task What_was_taken_and_not_handed_out_is_given_back_at_once()
    {
        var stopping = await OpenAsync(leaseSeconds: 600);
        for (var number = 0; number < 5; number++)
        {
            await stopping.EnqueueAsync(Key(number), SystemClock.Instance.GetCurrentInstant(), default);
        }

        await stopping.CompleteAsync(await ReceiveAsync(stopping), default);
        await stopping.GiveBackAsync(default);
        var other = await OpenAsync(leaseSeconds: 600);

        for (var number = 0; number < 4; number++)
        {
            await other.CompleteAsync(await ReceiveAsync(other), default);
        }
    }

    [AzuriteFact]
    public async Task A_message_that_is_no_delivery_is_dropped()
    {
        var queue = await OpenAsync();
        var client = new QueueClient(azurite.ConnectionString, _name);
        await client.SendMessageAsync("""{"hello":1}""");
        await client.SendMessageAsync("[\"r\",\"c\",\"\",\"k\",\"\"]");
        await queue.EnqueueAsync(Key(1), SystemClock.Instance.GetCurrentInstant(), default);

        Assert.Equal(Key(1), (await ReceiveAsync(queue)).Key);
    }

    private protected override async Task<IDeliveryQueue> OpenAsync() => await OpenAsync(leaseSeconds: 60);

    private protected override async ValueTask<int> CountAsync(IDeliveryQueue queue)
    {
        var client = new QueueClient(azurite.ConnectionString, _name);
        return (await client.GetPropertiesAsync()).Value.ApproximateMessagesCount;
    }

    private async Task<AzureStorageQueue> OpenAsync(int leaseSeconds)
    {
        var queue = new AzureStorageQueue(
            new QueueClient(azurite.ConnectionString, _name),
            SystemClock.Instance,
            TimeProvider.System,
            Options.Create(new DeliveryOptions { LeaseSeconds = leaseSeconds }),
            _metrics,
            NullLogger<AzureStorageQueue>.Instance);
        _open.Add(queue);
        await queue.OpenAsync(default);
        return queue;
    }
}
