using System.Runtime.CompilerServices;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The Bot Connector v3 as Teams speaks it
/// (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference).
/// </summary>
/// <remarks>
/// Every method throws <see cref="ConnectorException"/> when Teams refuses or cannot be reached,
/// and its <see cref="ConnectorException.Kind"/> says what that means; and
/// <see cref="OperationCanceledException"/> only when the caller cancelled. A service URL that
/// <see cref="ServiceUrlPolicy"/> does not allow is refused before anything is sent.
/// </remarks>
public interface IConnector
{
    /// <summary>Posts an activity.</summary>
    /// <param name="address">The conversation. The service fills in sender, recipient and
    /// conversation from it.</param>
    /// <param name="activity">What is posted; see <see cref="OutgoingActivity"/>.</param>
    /// <param name="whenWritten"> Called when the request really goes out: there is a connection,
    /// and the body is written to it. A request that is made again calls it again. </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The id of the activity; empty when Teams accepted it without naming one.</returns>
    Task<string> SendAsync(ConversationAddress address, Activity activity, Action? whenWritten, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces an activity the bot sent. Teams then refreshes the card for those listed in it.
    /// </summary>
    Task UpdateAsync(ConversationAddress address, string activityId, Activity activity, CancellationToken cancellationToken);

    /// <summary>Deletes an activity the bot sent.</summary>
    Task DeleteAsync(ConversationAddress address, string activityId, CancellationToken cancellationToken);

    /// <summary>
    /// Shows the typing indicator until the next message, for a few seconds at most.
    /// </summary>
    Task SendTypingAsync(ConversationAddress address, CancellationToken cancellationToken);

    /// <summary>The personal chat with a member: created, or the same one as before.</summary>
    /// <param name="serviceUrl">The base address of the connector.</param>
    /// <param name="tenantId">The member's Entra tenant.</param>
    /// <param name="memberId">The member's <c>29:</c> id for this bot.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The conversation id.</returns>
    Task<string> CreatePersonalConversationAsync(string serviceUrl, string tenantId, string memberId, CancellationToken cancellationToken);

    /// <summary>One page of the people of a conversation.</summary>
    /// <param name="address">The conversation.</param>
    /// <param name="continuationToken">From the page before; nothing for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<TeamsPagedMembersResult> GetMembersPageAsync(
        ConversationAddress address, string? continuationToken, CancellationToken cancellationToken);

    /// <summary>The people of a conversation, fetched page by page as they are asked for.</summary>
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

            // A token that comes back unchanged would go round for ever.
            continuationToken = page.ContinuationToken == continuationToken ? null : page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }

    /// <summary>One member, or nothing when they are not in the conversation.</summary>
    /// <param name="address">The conversation.</param>
    /// <param name="memberId">A <c>29:</c> id or an Entra object id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<TeamsChannelAccount?> GetMemberAsync(ConversationAddress address, string memberId, CancellationToken cancellationToken);
}

/// <summary>Shorter forms of what a connector does.</summary>
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
