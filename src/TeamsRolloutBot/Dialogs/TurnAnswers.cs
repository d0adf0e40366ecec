using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Finds the dialog that answers a turn, by button, command or file.</summary>
internal sealed partial class TurnAnswers(
    IEnumerable<IDialog> dialogs, Greeting greeting, RepeatedPresses presses, ReceivedFiles files, ILogger<TurnAnswers> logger)
{
    private readonly IReadOnlyList<IDialog> _dialogs = [.. dialogs];
    private readonly TypedCommands _commands = new(dialogs);
    private readonly Dictionary<string, Verb> _verbs =
        dialogs.SelectMany(dialog => dialog.Verbs).ToDictionary(verb => verb.Name, StringComparer.Ordinal);

    /// <summary>Where a turn may be answered; null if it is not understood.</summary>
    public AnsweredIn? PlaceOf(Turn turn) => turn.Action is null
        ? _commands.Find(turn.Text, isCertain: false)?.Command.AnsweredIn
        : turn.Action.Verb is { } name && _verbs.TryGetValue(name, out var verb) ? verb.AnsweredIn : null;

    /// <summary>The kind of work to announce while the user waits.</summary>
    public LongWork WorkOf(Turn turn) => turn switch
    {
        { Received.Count: > 0 } => LongWork.ReadingFile,
        { Action: null } => _commands.Find(turn.Text, isCertain: false)?.Command.Work ?? LongWork.Other,
        { Action.Verb: { } name } when _verbs.TryGetValue(name, out var verb) => verb.Work,
        _ => LongWork.Other,
    };

    /// <summary>Answers a turn in a chat where that is allowed.</summary>
    public Task<Reply> AnswerAsync(Turn turn, CancellationToken ct) =>
        turn.Action is null ? AnswerTextAsync(turn, ct) : AnswerActionAsync(turn, ct);

    private async Task<Reply> AnswerActionAsync(Turn turn, CancellationToken ct)
    {
        if (turn.Action?.Verb is not { } name || !_verbs.TryGetValue(name, out var verb))
        {
            LogUnknownVerb(logger);
            return Reply.Say(MemberTexts.ThisButtonBelongsToAnOlder);
        }

        return await GuardAsync(() => presses.AnswerAsync(turn, () => verb.Handle(turn, ct)));
    }

    private Task<Reply> AnswerTextAsync(Turn turn, CancellationToken ct) => GuardAsync(() =>
        turn.Received.Count == 0 ? AnswerWordsAsync(turn, ct)
        : _commands.Find(turn.Text, isCertain: false) is { Command.TakesText: true } asked ? asked.Command.Handle(turn, asked.Argument, ct)
        : turn.Received.FirstOrDefault(file => !file.IsPicture) is { } file ? AnswerFileAsync(turn, file, ct)
        : AnswerBesidePictureAsync(turn, ct));

    /// <summary>
    /// Uses a file as the answer to the open step, a definition to import, or people to add.
    /// </summary>
    private async Task<Reply> AnswerFileAsync(Turn turn, ReceivedFile file, CancellationToken ct)
    {
        var (text, problem) = await files.ReadAsync(file, turn.Caller.Address.ServiceUrl, ct);
        if (text is null)
        {
            return Reply.Say(problem!);
        }

        var others = turn.Received.Count == 1 ? null : MemberTexts.ITookAloneSendOneFile.With(Wording.Shorten(file.Name, 80));
        foreach (var dialog in _dialogs)
        {
            if (await dialog.ContinueAsync(turn with { Text = text, FileName = Wording.Shorten(file.Name, 80) }, ct) is { } reply)
            {
                return others is null || reply.Text is not null ? reply : reply with { Text = others };
            }
        }

        return Reply.Say(MemberTexts.IDontKnowWhatThisFile);
    }

    private async Task<Reply> AnswerBesidePictureAsync(Turn turn, CancellationToken ct)
    {
        var notSeen = MemberTexts.ICantLookAtPicturesTo;
        if (turn.Text.Length == 0)
        {
            return Reply.Say(notSeen);
        }

        var reply = await AnswerWordsAsync(turn, ct);
        return reply with { Text = reply.Text is null ? notSeen : $"{reply.Text} {notSeen}" };
    }

    private async Task<Reply> AnswerWordsAsync(Turn turn, CancellationToken ct)
    {
        if (_commands.Find(turn.Text, isCertain: true) is var (certain, words))
        {
            return await certain.Handle(turn, words, ct);
        }

        foreach (var dialog in _dialogs)
        {
            if (await dialog.ContinueAsync(turn, ct) is { } reply)
            {
                return reply;
            }
        }

        if (_commands.Find(turn.Text, isCertain: false) is var (command, argument))
        {
            return await command.Handle(turn, argument, ct);
        }

        return await greeting.NotUnderstoodAsync(turn, ct);
    }

    private async Task<Reply> GuardAsync(Func<Task<Reply>> answer)
    {
        try
        {
            return await answer();
        }
        catch (FileLimitException limit)
        {
            return Reply.Say(limit.Message);
        }
        catch (StorageLimitException limit)
        {
            LogTooLong(logger, limit);
            return Reply.Say(RuleTexts.ThatIsTooLongToKeep);
        }
        catch (StorageException fault)
        {
            return Reply.With(Explain(fault));
        }
    }

    /// <summary>The reply when storage failed during a turn.</summary>
    public AdaptiveCard Explain(StorageException fault)
    {
        LogStorageFault(logger, fault, fault.IsTransient);
        return fault is NewerStateException
            ? MessageCard.Refusal(MemberTexts.ANewerReleaseIsNeeded, MemberTexts.ANewerReleaseSavedThis)
            : MessageCard.Refusal(
                  MemberTexts.ThatCouldNotBeSaved,
                  MemberTexts.TheBotCantReachItsStorage);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A card button with a verb unknown to this release was pressed")]
    private static partial void LogUnknownVerb(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A turn tried to store more than the limit")]
    private static partial void LogTooLong(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage failed while answering; transient: {IsTransient}")]
    private static partial void LogStorageFault(ILogger logger, Exception fault, bool isTransient);
}
