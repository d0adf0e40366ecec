using Microsoft.Bot.Builder;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Routes each activity to the dialog that answers it, and the answer back.</summary>
internal sealed partial class TurnRouter(
    Identification identification, TurnAnswers answers, WaitNotice wait, Arrivals arrivals, FileConsents consents,
    ILogger<TurnRouter> logger)
{
    /// <summary>Answers a typed message, or a button that does not use invoke.</summary>
    public async Task OnMessageAsync(ITurnContext context, CancellationToken ct)
    {
        var activity = context.Activity;
        if (await identification.OfAsync(activity, ct) is not var (caller, reference, hasReturned))
        {
            return;
        }

        Language.Current = caller.Language;
        var action = PressedAction.From(activity);
        var turn = new Turn(caller, context, action, action is null ? TypedText.Clean(activity.PlainText()).Trim() : string.Empty)
        {
            Received = action is null ? ReceivedFile.In(activity) : [],
        };
        await arrivals.NoteReturnAsync(caller, hasReturned, ct);
        try
        {
            var answer = AnswerAsync(turn, reference, ct);
            var notice = await wait.ShowUntilAsync(turn, answer, answers.WorkOf(turn), ct);
            await ReplySender.SendAsync(turn, await answer, notice, ct);
        }
        catch (ConnectorException fault)
        {
            // The request is done and stored. A server error would make the platform redeliver the
            // message, which does not help.
            LogNotAnswered(logger, fault.Kind, fault.Status);
        }
    }

    /// <summary>Answers a pressed button; null for an unknown invoke.</summary>
    public async Task<InvokeResponse?> OnInvokeAsync(ITurnContext context, CancellationToken ct)
    {
        var activity = context.Activity;
        if (activity.IsInvoke(InvokeNames.FileConsent))
        {
            if (await identification.OfAsync(activity, ct) is var (answerer, _, _))
            {
                Language.Current = answerer.Language;
                await consents.AnswerAsync(answerer, activity, ct);
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
            identified = await identification.OfAsync(activity, ct);
        }
        catch (StorageException fault)
        {
            return InvokeResponse.Card(answers.Explain(fault));
        }

        if (identified is null)
        {
            return InvokeResponse.Error("BadRequest", "The activity does not say who pressed the button.");
        }

        Language.Current = identified.Caller.Language;
        var turn = new Turn(identified.Caller, context, PressedAction.From(activity), string.Empty);
        var answer = AnswerAsync(turn, identified.Reference, ct);
        var notice = await wait.ShowUntilAsync(turn, answer, answers.WorkOf(turn), ct);
        var reply = await answer;
        try
        {
            await ReplySender.SendMoreAsync(turn, reply, notice, ct);
        }
        catch (ConnectorException fault)
        {
            // The request is done and stored; a card that shows it is still returned.
            LogNotAnswered(logger, fault.Kind, fault.Status);
            reply = reply is { Card: null, Text: null }
                ? Reply.Say(MemberTexts.TheAnswerCouldNotBeSent)
                : reply;
        }

        return reply switch
        {
            { Card: { } card } => InvokeResponse.Card(card),
            { Text: { } text } => InvokeResponse.Message(text),
            _ => InvokeResponse.Message(MemberTexts.DoneSeeBelow),
        };
    }

    private Task<Reply> AnswerAsync(Turn turn, UserReference reference, CancellationToken ct) =>
        turn.Caller.IsPersonalChat ? answers.AnswerAsync(turn, ct) : AnswerElsewhereAsync(turn, reference, ct);

    /// <summary>
    /// In a team or group chat, answers only what is the same for everybody. Anything else goes to
    /// the person's own chat, with a note here; without such a chat nothing is done.
    /// </summary>
    private async Task<Reply> AnswerElsewhereAsync(Turn turn, UserReference reference, CancellationToken ct)
    {
        if (answers.PlaceOf(turn) is not { } place)
        {
            return Reply.Say(MemberTexts.IDidNotUnderstandThatHelp);
        }

        if (place == AnsweredIn.Anywhere)
        {
            return await answers.AnswerAsync(turn, ct);
        }

        if (reference is not { ConversationId: { } own, Reachability: Reachability.Installed })
        {
            return Reply.Say(MemberTexts.ThatIsBetweenYouAndMe);
        }

        var there = turn with
        {
            Caller = turn.Caller with { Address = turn.Caller.Address with { ConversationId = own }, IsPersonalChat = true },
            Context = turn.Context.InPersonalChat(own),
            Action = turn.Action is null ? null : turn.Action with { ReplyToId = null },
            Offered = [],
        };
        try
        {
            await ReplySender.SendAsync(there, await answers.AnswerAsync(there, ct), notice: null, ct);
            return Reply.Say(MemberTexts.IAnsweredYouInOurOwn);
        }
        catch (ConnectorException fault)
        {
            LogNotAnswered(logger, fault.Kind, fault.Status);
            return Reply.Say(MemberTexts.ICouldNotWriteIntoOur);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer could not be sent: {Kind}, status {Status}")]
    private static partial void LogNotAnswered(ILogger logger, ConnectorFailureKind kind, int? status);
}
