using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Dialogs;

/// <summary>What may take a while, as somebody who waits for it is told.</summary>
internal enum LongWork
{
    Other,
    ReadingFile,
    WritingFile,
    Launching,
}

/// <summary>
/// Shows that an answer is on its way: typing after a second, and after two a line that says what
/// is being done, whose place the answer takes.
/// </summary>
internal sealed partial class WaitNotice(IConnector connector, TimeProvider time, ILogger<WaitNotice> logger)
{
    public static readonly TimeSpan TypingAfter = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LineAfter = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Waits for an answer. What the answer fails with is its own caller's to see; a notice that
    /// can't be sent is done without.
    /// </summary>
    /// <returns>The id of the line's activity; null where there was no need of one.</returns>
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Somebody waits and could not be told: {Kind}")]
    private static partial void LogNotShown(ILogger logger, ConnectorFailureKind kind);
}
