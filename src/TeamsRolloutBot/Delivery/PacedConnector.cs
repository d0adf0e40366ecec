using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Delivery;

/// <summary>The connector as deliveries use it: every request takes a slot of its tenant's rate, and a 429 slows everybody down.</summary>
internal sealed class PacedConnector(IConnector inner, Pacer pacer, DeliveryMetrics metrics)
{
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(1);

    public Task<string> SendAsync(ConversationAddress address, OutgoingActivity activity, CancellationToken ct) =>
        PacedAsync(address.TenantId ?? string.Empty, () => inner.SendAsync(address, activity, ct), ct);

    public Task<string> CreatePersonalConversationAsync(string serviceUrl, string tenantId, string memberId, CancellationToken ct) =>
        PacedAsync(tenantId, () => inner.CreatePersonalConversationAsync(serviceUrl, tenantId, memberId, ct), ct);

    private async Task<T> PacedAsync<T>(string tenantId, Func<Task<T>> request, CancellationToken ct)
    {
        await pacer.WaitAsync(tenantId, ct);
        try
        {
            var result = await request();
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
