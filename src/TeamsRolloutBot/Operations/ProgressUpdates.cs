using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Reports progress in one message, updated every few seconds.</summary>
/// <param name="message">Sends the message.</param>
/// <param name="time">The clock.</param>
/// <param name="rollout">The rollout whose manager is told.</param>
/// <param name="messageId">The message to update; null if none was sent yet.</param>
internal sealed class ProgressUpdates(ProgressMessage message, TimeProvider time, StoredRollout rollout, string? messageId = null)
{
    private long _shown = time.GetTimestamp();

    /// <summary>The message; null if none was sent.</summary>
    public string? MessageId { get; private set; } = messageId;

    /// <summary>Updates the message if the last update was a few seconds ago.</summary>
    public async Task AdvanceAsync(string text, CancellationToken ct)
    {
        if (time.GetElapsedTime(_shown) >= ProgressMessage.ShownAfter)
        {
            _shown = time.GetTimestamp();
            await TellAsync(text, ct);
        }
    }

    public async Task TellAsync(string text, CancellationToken ct) =>
        MessageId = await message.TellAsync(rollout, MessageId, text, ct);
}
