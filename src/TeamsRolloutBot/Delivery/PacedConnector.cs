using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Delivery;

/// <summary>The connector as deliveries use it: every request takes a slot of its tenant's rate, and a 429 slows everybody down.</summary>
internal sealed class PacedConnector(IConnector inner, Pacer pacer, DeliveryMetrics metrics)
{
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(1);

    public Task<string> SendAsync(ConversationAddress address, OutgoingActivity activity, CancellationToken ct)
    {
        var tenantId = address.TenantId ?? string.Empty;
        return PacedAsync(
            tenantId, number => inner.SendAsync(address, activity with { WhenWritten = () => pacer.WentOut(tenantId, number) }, ct), ct);
    }

    public Task<string> CreatePersonalConversationAsync(string serviceUrl, string tenantId, string memberId, CancellationToken ct) =>
        PacedAsync(tenantId, _ => inner.CreatePersonalConversationAsync(serviceUrl, tenantId, memberId, ct), ct);

    private async Task<T> PacedAsync<T>(string tenantId, Func<long, Task<T>> request, CancellationToken ct)
    {
        var number = await pacer.WaitAsync(tenantId, ct);
        metrics.Requested();
        try
        {
            var result = await request(number);
            pacer.Succeeded(tenantId);
            return result;
        }
        catch (ConnectorException failure) when (failure.Kind == ConnectorFailureKind.Throttled)
        {
            metrics.Throttled();
            pacer.Throttled(tenantId, failure.RetryAfter ?? UnsaidWait);
            throw;
        }
    }
}
