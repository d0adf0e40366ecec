using System.Text.Json;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>The connector as it is: nothing is retried, so that the one who delivers can decide.</summary>
internal sealed class BotConnector(ConnectorTransport transport) : IConnector
{
    private const int PageSize = 500;

    public async Task<string> SendAsync(ConversationAddress address, OutgoingActivity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var path = $"{Conversation(address)}/activities";
        var answer = await transport.RequestAsync(HttpMethod.Post, address.ServiceUrl, path, activity.WriteTo, cancellationToken, activity.WhenWritten);
        return answer.Find("id").AsText() ?? string.Empty;
    }

    public async Task UpdateAsync(ConversationAddress address, string activityId, OutgoingActivity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var path = $"{Conversation(address)}/activities/{Segment(activityId)}";
        await transport.RequestAsync(HttpMethod.Put, address.ServiceUrl, path, activity.WriteTo, cancellationToken);
    }

    public async Task DeleteAsync(ConversationAddress address, string activityId, CancellationToken cancellationToken)
    {
        var path = $"{Conversation(address)}/activities/{Segment(activityId)}";
        await transport.RequestAsync(HttpMethod.Delete, address.ServiceUrl, path, body: null, cancellationToken);
    }

    public Task SendTypingAsync(ConversationAddress address, CancellationToken cancellationToken) =>
        SendAsync(address, new OutgoingActivity { Type = ActivityTypes.Typing }, cancellationToken);

    public async Task<string> CreatePersonalConversationAsync(
        string serviceUrl, string tenantId, string memberId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenantId);
        ArgumentException.ThrowIfNullOrEmpty(memberId);
        var answer = await transport.RequestAsync(HttpMethod.Post, serviceUrl, "v3/conversations", WriteBody, cancellationToken);
        return answer.Find("id").AsText() is { Length: > 0 } id
            ? id
            : throw new ConnectorException(ConnectorFailureKind.ServerFault, "The connector created a conversation and did not say which.");

        // As small as it may be: Teams takes the bot from the token (microsoft/teams.net, CreateConversation-API-Behavior).
        void WriteBody(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("isGroup"u8, false);
            writer.WriteStartArray("members"u8);
            writer.WriteStartObject();
            writer.WriteString("id"u8, memberId);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteString("tenantId"u8, tenantId);
            writer.WriteEndObject();
        }
    }

    public async Task<PagedMembers> GetMembersPageAsync(ConversationAddress address, string? continuationToken, CancellationToken cancellationToken)
    {
        var path = $"{Conversation(address)}/pagedmembers?pageSize={PageSize}";
        if (!string.IsNullOrEmpty(continuationToken))
        {
            path += $"&continuationToken={Uri.EscapeDataString(continuationToken)}";
        }

        try
        {
            var page = await transport.RequestAsync(HttpMethod.Get, address.ServiceUrl, path, body: null, cancellationToken);
            return page is { ValueKind: JsonValueKind.Object } found ? found.Deserialize(ProtocolJson.Default.PagedMembers)! : new PagedMembers();
        }
        catch (ConnectorException failure) when (failure.Status is 404 or 405 && string.IsNullOrEmpty(continuationToken))
        {
            // Local test clients know only the older list. Where the conversation is gone, this answers 404 as well.
            return await GetAllMembersAsync(address, cancellationToken);
        }
    }

    public async Task<ChannelAccount?> GetMemberAsync(ConversationAddress address, string memberId, CancellationToken cancellationToken)
    {
        try
        {
            var path = $"{Conversation(address)}/members/{Segment(memberId)}";
            var member = await transport.RequestAsync(HttpMethod.Get, address.ServiceUrl, path, body: null, cancellationToken);
            return member is { ValueKind: JsonValueKind.Object } found ? found.Deserialize(ProtocolJson.Default.ChannelAccount) : null;
        }
        catch (ConnectorException failure) when (failure is { Status: 404, ErrorCode: not ConnectorFailures.ConversationNotFound })
        {
            return null;
        }
    }

    private async Task<PagedMembers> GetAllMembersAsync(ConversationAddress address, CancellationToken cancellationToken)
    {
        var path = $"{Conversation(address)}/members";
        var members = await transport.RequestAsync(HttpMethod.Get, address.ServiceUrl, path, body: null, cancellationToken);
        return new PagedMembers
        {
            Members = members is { ValueKind: JsonValueKind.Array } found
                ? [.. found.EnumerateArray().Where(member => member.ValueKind == JsonValueKind.Object)
                    .Select(member => member.Deserialize(ProtocolJson.Default.ChannelAccount)!)]
                : [],
        };
    }

    private static string Conversation(ConversationAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return $"v3/conversations/{Segment(address.ConversationId)}";
    }

    /// <summary>An id as one segment of a path. Dots alone would be taken for a way up, escaped or not.</summary>
    private static string Segment(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return id is "." or ".." ? throw new ArgumentException("Not an id.", nameof(id)) : Uri.EscapeDataString(id);
    }
}
