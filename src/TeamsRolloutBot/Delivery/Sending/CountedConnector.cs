using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// The connector for replies: they never wait for a slot, but are counted so that deliveries leave
/// room for them.
/// </summary>
internal sealed class CountedConnector(IConnector inner, Pacer pacer) : IConnector
{
    public Task<string> SendAsync(
        ConversationAddress address, Activity activity, Action? whenWritten, CancellationToken cancellationToken) =>
        Counted(address.TenantId).SendAsync(address, activity, whenWritten, cancellationToken);

    public Task UpdateAsync(ConversationAddress address, string activityId, Activity activity, CancellationToken cancellationToken) =>
        Counted(address.TenantId).UpdateAsync(address, activityId, activity, cancellationToken);

    public Task DeleteAsync(ConversationAddress address, string activityId, CancellationToken cancellationToken) =>
        Counted(address.TenantId).DeleteAsync(address, activityId, cancellationToken);

    public Task SendTypingAsync(ConversationAddress address, CancellationToken cancellationToken) =>
        Counted(address.TenantId).SendTypingAsync(address, cancellationToken);

    public Task<string> CreatePersonalConversationAsync(
        string serviceUrl, string tenantId, string memberId, CancellationToken cancellationToken) =>
        Counted(tenantId).CreatePersonalConversationAsync(serviceUrl, tenantId, memberId, cancellationToken);

    public Task<TeamsPagedMembersResult> GetMembersPageAsync(
        ConversationAddress address, string? continuationToken, CancellationToken cancellationToken) =>
        Counted(address.TenantId).GetMembersPageAsync(address, continuationToken, cancellationToken);

    public Task<TeamsChannelAccount?> GetMemberAsync(ConversationAddress address, string memberId, CancellationToken cancellationToken) =>
        Counted(address.TenantId).GetMemberAsync(address, memberId, cancellationToken);

    private IConnector Counted(string? tenantId)
    {
        pacer.Note(tenantId ?? string.Empty);
        return inner;
    }
}
