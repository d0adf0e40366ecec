using AdaptiveCards;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Brings each activity to the dialog that answers it, and the answer to where it is expected.
/// </summary>
internal sealed partial class TurnRouter
{
    private readonly Identification _identification;
    private readonly UserRepository _users;
    private readonly IOutbox _outbox;
    private readonly Greeting _greeting;
    private readonly PeopleDirectory _directory;
    private readonly RepeatedPresses _presses;
    private readonly FileConsents _consents;
    private readonly ReceivedFiles _files;
    private readonly IReadOnlyList<IDialog> _dialogs;
    private readonly Dictionary<string, Verb> _verbs;
    private readonly List<(string Words, Command Command)> _commands;
    private readonly ILogger<TurnRouter> _logger;

    public TurnRouter(
        Identification identification,
        UserRepository users,
        IOutbox outbox,
        Greeting greeting,
        PeopleDirectory directory,
        RepeatedPresses presses,
        FileConsents consents,
        ReceivedFiles files,
        IEnumerable<IDialog> dialogs,
        ILogger<TurnRouter> logger)
    {
        _identification = identification;
        _users = users;
        _outbox = outbox;
        _greeting = greeting;
        _directory = directory;
        _presses = presses;
        _consents = consents;
        _files = files;
        _logger = logger;
        _dialogs = [.. dialogs];
        _verbs = _dialogs.SelectMany(dialog => dialog.Verbs).ToDictionary(verb => verb.Name, StringComparer.Ordinal);

        // The longest words first: "export definition" is not the command "export".
        _commands = [.. _dialogs
            .SelectMany(dialog => dialog.Commands)
            .SelectMany(command => command.Words.Select(words => (Words: words, Command: command)))
            .OrderByDescending(command => command.Words.Length)];
    }

    /// <summary>Answers what somebody wrote, or a button that is no invoke.</summary>
    public async Task OnMessageAsync(ITurnContext context, CancellationToken ct)
    {
        var activity = context.Activity;
        if (await _identification.OfAsync(activity, ct) is not var (caller, reference, hasReturned))
        {
            return;
        }

        var action = PressedAction.From(activity);
        var turn = new Turn(caller, context, action, action is null ? TypedText.Clean(activity.PlainText()).Trim() : string.Empty)
        {
            Received = action is null ? ReceivedFile.In(activity) : [],
        };
        await NoteReturnAsync(caller, hasReturned, ct);
        try
        {
            await SendAsync(turn, await AnswerAsync(turn, reference, ct), ct);
        }
        catch (ConnectorException fault)
        {
            // What was asked is done and stored. A server error would make the platform send the
            // message again, which does not help.
            LogNotAnswered(_logger, fault.Kind, fault.Status);
        }
    }

    /// <summary>Answers a pressed button; nothing for an invoke that is not known.</summary>
    public async Task<InvokeResponse?> OnInvokeAsync(ITurnContext context, CancellationToken ct)
    {
        var activity = context.Activity;
        if (activity.IsInvoke(InvokeNames.FileConsent))
        {
            if (await _identification.OfAsync(activity, ct) is var (answerer, _, _))
            {
                await _consents.AnswerAsync(answerer, activity, ct);
            }

            return InvokeResponse.Plain();
        }

        if (!activity.IsInvoke(InvokeNames.AdaptiveCardAction))
        {
            return OtherInvokes.Answer(activity.Name);
        }

        Identified? identified;
        try
        {
            identified = await _identification.OfAsync(activity, ct);
        }
        catch (StorageException fault)
        {
            return InvokeResponse.Card(Explain(fault));
        }

        if (identified is null)
        {
            return InvokeResponse.Error("BadRequest", "The activity does not say who pressed the button.");
        }

        var turn = new Turn(identified.Caller, context, PressedAction.From(activity), string.Empty);
        var reply = await AnswerAsync(turn, identified.Reference, ct);
        try
        {
            await SendMoreAsync(turn, reply, ct);
        }
        catch (ConnectorException fault)
        {
            // What was asked is done and stored; a card that shows it goes back as the answer all
            // the same.
            LogNotAnswered(_logger, fault.Kind, fault.Status);
            reply = reply is { Card: null, Text: null }
                ? Reply.Say("The answer could not be sent into this chat. Try again in a minute.")
                : reply;
        }

        return reply switch
        {
            { Card: { } card } => InvokeResponse.Card(card),
            { Text: { } text } => InvokeResponse.Message(text),
            _ => InvokeResponse.Message("Done. See below."),
        };
    }

    private Task<Reply> AnswerAsync(Turn turn, UserReference reference, CancellationToken ct) =>
        !turn.Caller.IsPersonalChat ? AnswerElsewhereAsync(turn, reference, ct)
        : turn.Action is null ? AnswerTextAsync(turn, ct)
        : AnswerActionAsync(turn, ct);

    /// <summary>
    /// In a team or a group chat only what says the same to everybody is answered; the rest in the
    /// person's own chat, with a line here that says so. Where there is no such chat, nothing is
    /// done.
    /// </summary>
    private async Task<Reply> AnswerElsewhereAsync(Turn turn, UserReference reference, CancellationToken ct)
    {
        var command = turn.Action is null ? FindCommand(turn.Text, isCertain: false)?.Command : null;
        var verb = turn.Action?.Verb is { } name ? _verbs.GetValueOrDefault(name) : null;
        if (command is null && verb is null)
        {
            return Reply.Say("I did not understand that. “help” says what I can do; anything about your rollout I answer in our own chat.");
        }

        if ((command?.AnsweredIn ?? verb!.AnsweredIn) == AnsweredIn.Anywhere)
        {
            return await (turn.Action is null ? AnswerTextAsync(turn, ct) : AnswerActionAsync(turn, ct));
        }

        if (reference is not { ConversationId: { } own, Reachability: Reachability.Installed })
        {
            return Reply.Say("That is between you and me. Open a chat with me (select my name, then Chat) and ask me there.");
        }

        var there = turn with
        {
            Caller = turn.Caller with { Address = turn.Caller.Address with { ConversationId = own }, IsPersonalChat = true },
            Context = turn.Context.InPersonalChat(own),
            Action = turn.Action is null ? null : turn.Action with { ReplyToId = null },
        };
        try
        {
            await SendAsync(there, await (there.Action is null ? AnswerTextAsync(there, ct) : AnswerActionAsync(there, ct)), ct);
            return Reply.Say("I answered you in our own chat.");
        }
        catch (ConnectorException fault)
        {
            LogNotAnswered(_logger, fault.Kind, fault.Status);
            return Reply.Say("I could not write into our own chat. Open a chat with me and ask me there.");
        }
    }

    /// <summary>The app was added or removed, or who is in a conversation has changed.</summary>
    public async Task OnUpdateAsync(ITurnContext context, CancellationToken ct)
    {
        var activity = context.Activity;
        if (await _identification.OfAsync(activity, ct) is not var (caller, reference, hasReturned))
        {
            return;
        }

        if (activity.Action is InstallationActions.Remove or InstallationActions.RemoveUpgrade)
        {
            // Removed from a team or a group chat, the bot still has its chat with each of its
            // people.
            if (caller.IsPersonalChat && (reference.ConversationId is null || reference.ConversationId == caller.Address.ConversationId))
            {
                await _users.SaveReferenceAsync(reference with { Reachability = Reachability.Blocked }, ct: ct);
                await _users.ForgetGreetingAsync(caller.TenantId, caller.Person.Id, ct);
            }

            return;
        }

        if (!caller.IsPersonalChat && caller.Address.ServiceUrl.Length > 0)
        {
            await _directory.RosterAsync(caller.Address, ct);
        }

        await NoteReturnAsync(caller, hasReturned, ct);
        await GreetAsync(context, caller, ct);
    }

    private async Task GreetAsync(ITurnContext context, Caller caller, CancellationToken ct)
    {
        if (caller.Address.ServiceUrl.Length == 0 || await _greeting.GreetOnceAsync(context.Activity, caller, ct) is not { } card)
        {
            return;
        }

        try
        {
            await context.SendActivityAsync(OutgoingActivity.FromCard(card, "Welcome to the rollout bot"), ct);
        }
        catch (ConnectorException fault)
        {
            // Not greeted after all: the next sign of life is answered with it.
            LogNotAnswered(_logger, fault.Kind, fault.Status);
            await _users.ForgetGreetingAsync(caller.TenantId, caller.Person.Id, ct);
        }
    }

    // Somebody who is here can be reached again, whatever failed before.
    private Task NoteReturnAsync(Caller caller, bool hasReturned, CancellationToken ct) =>
        !hasReturned ? Task.CompletedTask : _outbox.ReturnedAsync(caller.TenantId, caller.Ids, ct);

    private async Task<Reply> AnswerActionAsync(Turn turn, CancellationToken ct)
    {
        if (turn.Action?.Verb is not { } name || !_verbs.TryGetValue(name, out var verb))
        {
            LogUnknownVerb(_logger);
            return Reply.Say("This button belongs to an older version of the bot. Type “help” to see what I can do.");
        }

        return await GuardAsync(() => _presses.AnswerAsync(turn, () => verb.Handle(turn, ct)));
    }

    private Task<Reply> AnswerTextAsync(Turn turn, CancellationToken ct) => GuardAsync(() =>
        turn.Received.Count == 0 ? AnswerWordsAsync(turn, ct)
        : FindCommand(turn.Text, isCertain: false) is { Command.TakesText: true } asked ? asked.Command.Handle(turn, asked.Argument, ct)
        : turn.Received.FirstOrDefault(file => !file.IsPicture) is { } file ? AnswerFileAsync(turn, file, ct)
        : AnswerBesidePictureAsync(turn, ct));

    /// <summary>
    /// A file is an answer to the step that is open, a definition to import, or people to add.
    /// </summary>
    private async Task<Reply> AnswerFileAsync(Turn turn, ReceivedFile file, CancellationToken ct)
    {
        var (text, problem) = await _files.ReadAsync(file, turn.Caller.Address.ServiceUrl, ct);
        if (text is null)
        {
            return Reply.Say(problem!);
        }

        var others = turn.Received.Count == 1 ? null : $"I took “{Wording.Shorten(file.Name, 80)}” alone: send one file at a time.";
        foreach (var dialog in _dialogs)
        {
            if (await dialog.ContinueAsync(turn with { Text = text, FileName = Wording.Shorten(file.Name, 80) }, ct) is { } reply)
            {
                return others is null || reply.Text is not null ? reply : reply with { Text = others };
            }
        }

        return Reply.Say(
            "I don’t know what this file is for. Attach a list of people while step 8 of a definition is open or to add people to a "
                + "rollout that runs, or a definition to import.");
    }

    private async Task<Reply> AnswerBesidePictureAsync(Turn turn, CancellationToken ct)
    {
        const string notSeen = "I can’t look at pictures. To ask about one, type “ask” and your question with it.";
        if (turn.Text.Length == 0)
        {
            return Reply.Say(notSeen);
        }

        var reply = await AnswerWordsAsync(turn, ct);
        return reply with { Text = reply.Text is null ? notSeen : $"{reply.Text} {notSeen}" };
    }

    private async Task<Reply> AnswerWordsAsync(Turn turn, CancellationToken ct)
    {
        if (FindCommand(turn.Text, isCertain: true) is var (certain, words))
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

        if (FindCommand(turn.Text, isCertain: false) is var (command, argument))
        {
            return await command.Handle(turn, argument, ct);
        }

        return await _greeting.NotUnderstoodAsync(turn, ct);
    }

    private (Command Command, string Argument)? FindCommand(string typed, bool isCertain)
    {
        var text = CommandIn(typed);
        foreach (var (words, command) in _commands)
        {
            if (LengthOf(words, text) is not { } length)
            {
                continue;
            }

            var argument = text[length..].TrimStart().TrimStart(':', ',', ';').Trim();
            argument = command.TakesText ? argument : TypedText.Unquoted(argument.Trim('.', '!', '?'));
            if (command.Takes?.Invoke(argument) ?? (!isCertain || argument.Length == 0))
            {
                return (command, argument);
            }
        }

        return null;
    }

    private async Task<Reply> GuardAsync(Func<Task<Reply>> answer)
    {
        try
        {
            return await answer();
        }
        catch (StorageLimitException limit)
        {
            return Reply.Say(limit.Message);
        }
        catch (StorageException fault)
        {
            return Reply.With(Explain(fault));
        }
    }

    private AdaptiveCard Explain(StorageException fault)
    {
        LogStorageFault(_logger, fault, fault.IsTransient);
        return fault is NewerStateException
            ? MessageCard.Refusal("A newer release is needed", fault.Message)
            : MessageCard.Refusal(
                  "That could not be saved",
                  "The bot can't reach its storage at the moment. What you typed is still in the card above: try again in a minute.");
    }

    // “/help”, "help" and “help.” are what they say.
    private static string CommandIn(string typed)
    {
        var text = typed.Trim();
        text = text.Length > 0 && TypedText.Plain(text[0]) is '"' or '\'' ? TypedText.Unquoted(text.TrimEnd('.', '!', '?', ',')) : text;
        return text.Length > 1 && text[0] == '/' && char.IsLetter(text[1]) ? text[1..] : text;
    }

    /// <summary>
    /// How much of a text a command's words are; null when it does not begin with them. Blanks and
    /// dashes of every kind are the same.
    /// </summary>
    private static int? LengthOf(string words, string text)
    {
        var at = 0;
        foreach (var expected in words)
        {
            if (at >= text.Length)
            {
                return null;
            }

            if (expected != ' ')
            {
                if (char.ToLowerInvariant(TypedText.Plain(text[at++])) != char.ToLowerInvariant(expected))
                {
                    return null;
                }

                continue;
            }

            var begin = at;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == begin)
            {
                return null;
            }
        }

        return at == text.Length || char.IsWhiteSpace(text[at]) || text[at] is '.' or '!' or '?' or ':' or ',' or ';' ? at : null;
    }

    private static async Task SendAsync(Turn turn, Reply reply, CancellationToken ct)
    {
        if (reply.Card is { } card)
        {
            await ReplaceOrSendAsync(turn, OutgoingActivity.FromCard(card), ct);
        }

        if (reply.Text is { } text)
        {
            await turn.Context.SendActivityAsync(OutgoingActivity.FromText(text), ct);
        }

        await SendMoreAsync(turn, reply, ct);
    }

    // Action.Submit can't answer with a card: the message whose button was pressed is edited
    // instead.
    private static async Task ReplaceOrSendAsync(Turn turn, Activity message, CancellationToken ct)
    {
        if (turn.Action?.ReplyToId is { Length: > 0 } pressed)
        {
            try
            {
                message.Id = pressed;
                await turn.Context.UpdateActivityAsync(message, ct);
                return;
            }
            catch (ConnectorException gone) when (
                gone.Kind is ConnectorFailureKind.ActivityGone or ConnectorFailureKind.BadRequest or ConnectorFailureKind.Other)
            {
                // The message was deleted or can't be edited any more: a new one takes its place.
            }
        }

        await turn.Context.SendActivityAsync(message, ct);
    }

    private static async Task SendMoreAsync(Turn turn, Reply reply, CancellationToken ct)
    {
        foreach (var card in reply.More)
        {
            await turn.Context.SendActivityAsync(OutgoingActivity.FromCard(card), ct);
        }

        foreach (var offer in turn.Offered)
        {
            await turn.Context.SendActivityAsync(OutgoingActivity.FromAttachments([offer]), ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A card with a verb this release does not know was pressed")]
    private static partial void LogUnknownVerb(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer could not be sent: {Kind}, status {Status}")]
    private static partial void LogNotAnswered(ILogger logger, ConnectorFailureKind kind, int? status);

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage failed while answering; transient: {IsTransient}")]
    private static partial void LogStorageFault(ILogger logger, Exception fault, bool isTransient);
}
