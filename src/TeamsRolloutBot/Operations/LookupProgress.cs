using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Shows the rollout's manager how far a look-up in the directory is, in their chat: one message
/// that is kept up to date, where it takes longer than a few seconds.
/// </summary>
internal sealed partial class LookupProgress(
    UserRepository users, RetryingConnector connector, TimeProvider time, ILogger<LookupProgress> logger)
{
    private static readonly TimeSpan ShownAfter = TimeSpan.FromSeconds(3);

    public Report Begin(StoredRollout rollout, Cohort cohort, int total) => new(this, time, rollout, cohort, total);

    // The message is a courtesy: what it tells of goes on without it.
    private async Task<string?> TellAsync(StoredRollout rollout, string? messageId, string text, CancellationToken ct)
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

    [LoggerMessage(Level = LogLevel.Information, Message = "How far a look-up is could not be shown: {Kind}, status {Status}")]
    private static partial void LogNotShown(ILogger logger, ConnectorFailureKind kind, int? status);

    /// <summary>The report on one cohort.</summary>
    internal sealed class Report(LookupProgress progress, TimeProvider time, StoredRollout rollout, Cohort cohort, int total)
    {
        private long _shown = time.GetTimestamp();
        private string? _messageId;
        private int _done;
        private int _unknown;

        public async Task AdvanceAsync(int count, int unknown, CancellationToken ct)
        {
            _done += count;
            _unknown = unknown;
            if (time.GetElapsedTime(_shown) >= ShownAfter && _done < total)
            {
                _shown = time.GetTimestamp();
                await TellAsync($"{_done:N0} of {total:N0} people were looked up in the directory.", ct);
            }
        }

        public Task EndAsync(CancellationToken ct) => _messageId is null ? Task.CompletedTask : TellAsync(
            _unknown == 0
                ? $"All {total:N0} people are in the directory."
                : $"{total:N0} people were looked up in the directory; it does not know {_unknown:N0} of them. The review names them.",
            ct);

        public Task FailAsync(CancellationToken ct) => _messageId is null ? Task.CompletedTask : TellAsync(
            $"{_done:N0} of {total:N0} people were looked up; the bot may not read the directory any more. "
                + "The others are looked up when each is reached.", ct);

        private async Task TellAsync(string text, CancellationToken ct) =>
            _messageId = await progress.TellAsync(rollout, _messageId, $"{CardText.Escape(cohort.Name)}: {text}", ct);
    }
}
