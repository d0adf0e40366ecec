using NodaTime;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Hosting;

namespace TeamsRolloutBot.IntegrationTests.Delivery;

public sealed class InProcessQueueTests : QueueContract
{
    private protected override Task<IDeliveryQueue> OpenAsync() =>
        Task.FromResult<IDeliveryQueue>(new InProcessQueue(new MovableClock(SystemClock.Instance), TimeProvider.System));
}
