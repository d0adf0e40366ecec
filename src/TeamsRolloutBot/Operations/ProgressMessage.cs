using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>A progress message in the chat of a rollout's manager, updated in place.</summary>
internal sealed partial class ProgressMessage(UserRepository users, RetryingConnector connector, ILogger<ProgressMessage> logger)
{
    /// <summary>How long work must take before its progress is shown.</summary>
    public static readonly TimeSpan ShownAfter = TimeSpan.FromSeconds(3);

    /// <summary>The language of the rollout's manager.</summary>
    public async Task<Language> LanguageAsync(StoredRollout rollout, CancellationToken ct) =>
        UserReference.LanguageOf(await users.FindReferenceAsync(rollout.TenantId, rollout.Rollout.Owner.Id, ct), null);

    /// <summary>
    /// Shows the progress. The message is a courtesy: the work continues without it.
    /// </summary>
    /// <returns>The id of the message; null if it could not be sent.</returns>
    public async Task<string?> TellAsync(StoredRollout rollout, string? messageId, string text, CancellationToken ct)
    {
        if (
            await users.FindReferenceAsync(rollout.TenantId, rollout.Rollout.Owner.Id, ct) is not
            {
                ConversationId: { } chat, ServiceUrl.Length: > 0
            } owner)
        {
            return messageId;
        }

        var address = new ConversationAddress(owner.ServiceUrl, chat, rollout.TenantId);
        try
        {
            if (messageId is null)
            {
                return await connector.SendAsync(address, OutgoingActivity.FromText(text), ct);
            }

            await connector.UpdateAsync(address, messageId, OutgoingActivity.FromText(text), ct);
        }
        catch (ConnectorException fault)
        {
            LogNotShown(logger, fault.Kind, fault.Status);
        }

        return messageId;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A progress message could not be sent: {Kind}, status {Status}")]
    private static partial void LogNotShown(ILogger logger, ConnectorFailureKind kind, int? status);
}
