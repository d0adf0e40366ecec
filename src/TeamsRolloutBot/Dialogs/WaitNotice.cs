using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Kinds of work that may take a while, for the message to the waiting user.</summary>
internal enum LongWork
{
    Other,
    ReadingFile,
    WritingFile,
    Launching,
}

/// <summary>
/// Shows progress while an answer takes long: the typing indicator after one second, and after two
/// a message that the answer later replaces.
/// </summary>
internal sealed partial class WaitNotice(IConnector connector, TimeProvider time, ILogger<WaitNotice> logger)
{
    public static readonly TimeSpan TypingAfter = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LineAfter = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Waits for an answer. Its exceptions are left to the caller; a notice that cannot be sent is
    /// skipped.
    /// </summary>
    /// <returns>The activity id of the message; null if none was needed.</returns>
    public async Task<string?> ShowUntilAsync(Turn turn, Task answer, LongWork work, CancellationToken ct)
    {
        if (await IsDoneWithinAsync(answer, TypingAfter, ct))
        {
            return null;
        }

        try
        {
            await connector.SendTypingAsync(turn.Caller.Address, ct);
            if (await IsDoneWithinAsync(answer, LineAfter - TypingAfter, ct))
            {
                return null;
            }

            return (await turn.Context.SendActivityAsync(OutgoingActivity.FromText(Line(work)), ct))?.Id is { Length: > 0 } id ? id : null;
        }
        catch (ConnectorException fault)
        {
            LogNotShown(logger, fault.Kind);
            return null;
        }
    }

    private async Task<bool> IsDoneWithinAsync(Task answer, TimeSpan wait, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var first = await Task.WhenAny(answer, Task.Delay(wait, time, over.Token));
        await over.CancelAsync();
        return first == answer;
    }

    private static string Line(LongWork work) => work switch
    {
        LongWork.ReadingFile => MemberTexts.ReadingYourFile,
        LongWork.WritingFile => MemberTexts.PuttingTheFileTogether,
        LongWork.Launching => MemberTexts.LaunchingTheRollout,
        _ => MemberTexts.WorkingOnIt,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "A waiting person could not be notified: {Kind}")]
    private static partial void LogNotShown(ILogger logger, ConnectorFailureKind kind);
}
