using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Rest;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The plain connector on the SDK's client: it never retries, so that the caller can decide.
/// </summary>
internal sealed class BotConnector(ConnectorClients clients, ServiceUrlPolicy policy) : IConnector
{
    private const int PageSize = 500;

    public async Task<string> SendAsync(
        ConversationAddress address, Activity activity, Action? whenWritten, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var conversation = Id(address.ConversationId);
        var sent = await CallAsync(
            address.ServiceUrl,
            async api => (await api.SendToConversationWithHttpMessagesAsync(conversation, activity, null, cancellationToken)).Body,
            cancellationToken,
            whenWritten);
        return sent?.Id ?? string.Empty;
    }

    public Task UpdateAsync(ConversationAddress address, string activityId, Activity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var (conversation, id) = (Id(address.ConversationId), Id(activityId));
        return CallAsync(
            address.ServiceUrl,
            async api => (await api.UpdateActivityWithHttpMessagesAsync(conversation, id, activity, null, cancellationToken)).Body,
            cancellationToken);
    }

    public Task DeleteAsync(ConversationAddress address, string activityId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var (conversation, id) = (Id(address.ConversationId), Id(activityId));
        return CallAsync<object>(
            address.ServiceUrl,
            async api =>
            {
                await api.DeleteActivityWithHttpMessagesAsync(conversation, id, null, cancellationToken);
                return null;
            },
            cancellationToken);
    }

    public Task SendTypingAsync(ConversationAddress address, CancellationToken cancellationToken) =>
        this.SendAsync(address, new Activity { Type = ActivityTypes.Typing }, cancellationToken);

    public async Task<string> CreatePersonalConversationAsync(
        string serviceUrl, string tenantId, string memberId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenantId);
        ArgumentException.ThrowIfNullOrEmpty(memberId);

        // Minimal on purpose: Teams takes the bot from the token (microsoft/teams.net,
        // CreateConversation-API-Behavior).
        var wanted = new ConversationParameters { IsGroup = false, Members = [new ChannelAccount(memberId)], TenantId = tenantId };
        var made = await CallAsync(
            serviceUrl,
            async api => (await api.CreateConversationWithHttpMessagesAsync(wanted, null, cancellationToken)).Body,
            cancellationToken);
        return made?.Id is { Length: > 0 } id
            ? id
            : throw new ConnectorException(ConnectorFailureKind.ServerFault, "The connector returned no conversation id.");
    }

    public async Task<TeamsPagedMembersResult> GetMembersPageAsync(
        ConversationAddress address, string? continuationToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var conversation = Id(address.ConversationId);
        var token = string.IsNullOrEmpty(continuationToken) ? null : continuationToken;
        try
        {
            var page = await CallAsync(
                address.ServiceUrl,
                async api =>
                    (
                        await api.GetConversationPagedMembersWithHttpMessagesAsync(conversation, PageSize, token, null, cancellationToken)
                    ).Body,
                cancellationToken
            );
            return Page(page?.Members, page?.ContinuationToken);
        }
        catch (ConnectorException failure) when (failure.Status is 404 or 405 && token is null)
        {
            // Local test clients support only the older list. If the conversation is gone, this
            // answers 404 as well.
            return Page(await CallAsync(
                address.ServiceUrl,
                async api => (await api.GetConversationMembersWithHttpMessagesAsync(conversation, null, cancellationToken)).Body,
                cancellationToken));
        }
    }

    public async Task<TeamsChannelAccount?> GetMemberAsync(
        ConversationAddress address, string memberId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var (conversation, id) = (Id(address.ConversationId), Id(memberId));
        try
        {
            return (TeamsChannelAccount?)await CallAsync(
                address.ServiceUrl,
                async api => (await api.GetConversationMemberWithHttpMessagesAsync(id, conversation, null, cancellationToken)).Body,
                cancellationToken);
        }
        catch (ConnectorException failure) when (failure is { Status: 404, ErrorCode: not ConnectorFailures.ConversationNotFound })
        {
            return null;
        }
    }

    // Accounts were deserialised as Teams accounts; anything else is dropped.
    private static TeamsPagedMembersResult Page(IEnumerable<ChannelAccount>? members, string? continuationToken = null) =>
        new() { Members = [.. (members ?? []).OfType<TeamsChannelAccount>()], ContinuationToken = continuationToken };

    /// <summary>
    /// Makes the call, and repeats it on the GCC host if Teams says that the tenant lives there.
    /// </summary>
    private async Task<T?> CallAsync<T>(
        string serviceUrl, Func<Conversations, Task<T?>> call, CancellationToken cancellationToken, Action? whenWritten = null)
        where T : class
    {
        try
        {
            return await CallOnceAsync(serviceUrl, call, whenWritten, cancellationToken);
        }
        catch (ConnectorException failure) when (
            failure is { Status: 403, ErrorCode: ConnectorFailures.InvalidBotApiHost } && MayMoveToGcc(serviceUrl))
        {
            return await CallOnceAsync(BotCloudEndpoints.GccServiceUrl, call, whenWritten, cancellationToken);
        }
    }

    /// <summary>
    /// From a local test client this answer is a test; it must not make a developer's machine call
    /// out.
    /// </summary>
    private bool MayMoveToGcc(string serviceUrl)
    {
        var present = new Uri(serviceUrl);
        return policy.IsAllowed(BotCloudEndpoints.GccServiceUrl)
            && !ServiceUrlPolicy.IsLoopback(present)
            && present.Host != new Uri(BotCloudEndpoints.GccServiceUrl).Host;
    }

    private async Task<T?> CallOnceAsync<T>(
        string serviceUrl, Func<Conversations, Task<T?>> call, Action? whenWritten, CancellationToken cancellationToken)
        where T : class
    {
        // Before a token is requested.
        if (!policy.IsAllowed(serviceUrl))
        {
            throw ConnectorException.ForeignAddress();
        }

        var current = ConnectorCall.Current = new ConnectorCall(whenWritten);
        try
        {
            return await call((Conversations)clients.For(serviceUrl).Conversations);
        }
        catch (SerializationException)
        {
            // It did succeed, but the response is not JSON.
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw current.MayHaveArrived(failure)
                ? new ConnectorException(
                      ConnectorFailureKind.MaybeSent, "The connector did not answer; the request may have arrived.", failure)
                : new ConnectorException(ConnectorFailureKind.Transient, "The connector could not be reached.", failure);
        }
    }

    /// <summary>
    /// An id as a single path segment. Dots alone would be resolved as a parent folder, escaped or
    /// not.
    /// </summary>
    private static string Id(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return id is "." or ".." ? throw new ArgumentException("Not an id.", nameof(id)) : id;
    }
}
