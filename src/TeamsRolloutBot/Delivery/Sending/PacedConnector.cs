using Microsoft.Bot.Schema;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// The connector for deliveries: every request takes a slot of its tenant's rate, a 429 slows all
/// of them down, and a rejection of the bot's registration is remembered.
/// </summary>
internal sealed class PacedConnector(IConnector inner, Pacer pacer, Registration registration, DeliveryMetrics metrics)
{
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(1);

    /// <summary>Waits for a send slot, which must be used immediately.</summary>
    public ValueTask<Slot> WaitAsync(ConversationAddress address, CancellationToken ct) => WaitAsync(address.TenantId ?? string.Empty, ct);

    /// <summary>Sends a message in its slot.</summary>
    public async Task<string> SendAsync(Slot turn, ConversationAddress address, Activity activity, CancellationToken ct)
    {
        var sent = await RequestAsync(
            turn, () => inner.SendAsync(address, activity, () => pacer.WentOut(turn.TenantId, turn.Number), ct));
        registration.Accept();
        return sent;
    }

    public async Task<string> CreatePersonalConversationAsync(string serviceUrl, string tenantId, string memberId, CancellationToken ct)
    {
        var turn = await WaitAsync(tenantId, ct);
        return await RequestAsync(turn, () => inner.CreatePersonalConversationAsync(serviceUrl, tenantId, memberId, ct));
    }

    private async ValueTask<Slot> WaitAsync(string tenantId, CancellationToken ct) => new(tenantId, await pacer.WaitAsync(tenantId, ct));

    private async Task<string> RequestAsync(Slot turn, Func<Task<string>> request)
    {
        metrics.Requested();
        try
        {
            var result = await request();
            pacer.Succeeded(turn.TenantId);
            return result;
        }
        catch (ConnectorException failure) when (failure.Kind == ConnectorFailureKind.Throttled)
        {
            metrics.Throttled();
            pacer.Throttled(turn.TenantId, failure.RetryAfter ?? UnsaidWait);
            throw;
        }
        catch (ConnectorException failure) when (failure.Kind == ConnectorFailureKind.Unauthorised)
        {
            registration.Refuse(failure);
            throw;
        }
    }

    /// <summary>Permission to make one request for a tenant.</summary>
    internal readonly record struct Slot(string TenantId, long Number);
}
