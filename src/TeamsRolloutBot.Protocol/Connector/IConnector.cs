using System.Runtime.CompilerServices;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The Bot Connector v3 as implemented by Teams
/// (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference).
/// </summary>
/// <remarks>
/// Every method throws <see cref="ConnectorException"/> if Teams refuses or can't be reached, with
/// a <see cref="ConnectorException.Kind"/> that says what that means, and
/// <see cref="OperationCanceledException"/> only if the caller cancelled. A service URL not allowed
/// by <see cref="ServiceUrlPolicy"/> is refused before anything is sent.
/// </remarks>
public interface IConnector
{
    /// <summary>Posts an activity.</summary>
    /// <param name="address">The conversation. The service fills in sender, recipient and
    /// conversation from it.</param>
    /// <param name="activity">The activity to post; see <see cref="OutgoingActivity"/>.</param>
    /// <param name="whenWritten">Called when the request actually goes out: there is a connection,
    /// and the body is written to it. Called again on a retry.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The activity's id; empty if Teams accepted it without returning one.</returns>
    Task<string> SendAsync(ConversationAddress address, Activity activity, Action? whenWritten, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces an activity sent by the bot. Teams then refreshes the card for the users listed in
    /// it.
    /// </summary>
    Task UpdateAsync(ConversationAddress address, string activityId, Activity activity, CancellationToken cancellationToken);

    /// <summary>Deletes an activity sent by the bot.</summary>
    Task DeleteAsync(ConversationAddress address, string activityId, CancellationToken cancellationToken);

    /// <summary>
    /// Shows the typing indicator until the next message, for a few seconds at most.
    /// </summary>
    Task SendTypingAsync(ConversationAddress address, CancellationToken cancellationToken);

    /// <summary>The personal chat with a member, created if there is none yet.</summary>
    /// <param name="serviceUrl">The base address of the connector.</param>
    /// <param name="tenantId">The member's Entra tenant.</param>
    /// <param name="memberId">The member's <c>29:</c> id for this bot.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The conversation id.</returns>
    Task<string> CreatePersonalConversationAsync(string serviceUrl, string tenantId, string memberId, CancellationToken cancellationToken);

    /// <summary>One page of the people of a conversation.</summary>
    /// <param name="address">The conversation.</param>
    /// <param name="continuationToken">From the previous page; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<TeamsPagedMembersResult> GetMembersPageAsync(
        ConversationAddress address, string? continuationToken, CancellationToken cancellationToken);

    /// <summary>The people of a conversation, fetched lazily page by page.</summary>
    async IAsyncEnumerable<TeamsChannelAccount> GetMembersAsync(
        ConversationAddress address, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuationToken = null;
        do
        {
            var page = await GetMembersPageAsync(address, continuationToken, cancellationToken);
            foreach (var member in page.Members ?? [])
            {
                yield return member;
            }

            // An unchanged token would loop for ever.
            continuationToken = page.ContinuationToken == continuationToken ? null : page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }

    /// <summary>One member; null if they are not in the conversation.</summary>
    /// <param name="address">The conversation.</param>
    /// <param name="memberId">A <c>29:</c> id or an Entra object id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<TeamsChannelAccount?> GetMemberAsync(ConversationAddress address, string memberId, CancellationToken cancellationToken);
}

/// <summary>Shorthands for connector methods.</summary>
public static class ConnectorExtensions
{
    /// <inheritdoc cref="IConnector.SendAsync"/>
    public static Task<string> SendAsync(
        this IConnector connector, ConversationAddress address, Activity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connector);
        return connector.SendAsync(address, activity, whenWritten: null, cancellationToken);
    }
}
