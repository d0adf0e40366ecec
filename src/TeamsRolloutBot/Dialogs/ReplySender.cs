using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Brings a reply into the chat of its turn.</summary>
internal static class ReplySender
{
    /// <summary>The whole reply.</summary>
    /// <param name="turn">What is answered.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="notice">The line that announced it, whose place it takes; null: there was
    /// none.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task SendAsync(Turn turn, Reply reply, string? notice, CancellationToken ct)
    {
        // Action.Submit can't answer with a card: the message whose button was pressed is edited
        // instead.
        var pressed = turn.Action?.ReplyToId is { Length: > 0 } id ? id : null;
        if (reply.Card is { } card)
        {
            await ReplaceOrSendAsync(turn, OutgoingActivity.FromCard(card), pressed ?? notice, ct);
            notice = pressed is null ? null : notice;
        }

        if (reply.Text is { } text)
        {
            await ReplaceOrSendAsync(turn, OutgoingActivity.FromText(text), notice, ct);
            notice = null;
        }

        await SendMoreAsync(turn, reply, notice, ct);
    }

    private static async Task ReplaceOrSendAsync(Turn turn, Activity message, string? replaced, CancellationToken ct)
    {
        if (replaced is not null)
        {
            try
            {
                message.Id = replaced;
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

    /// <summary>What goes out beside the card that answers a button.</summary>
    public static async Task SendMoreAsync(Turn turn, Reply reply, string? notice, CancellationToken ct)
    {
        if (notice is not null)
        {
            await ReplaceOrSendAsync(turn, OutgoingActivity.FromText(MemberTexts.ThatIsDone), notice, ct);
        }

        foreach (var card in reply.More)
        {
            await turn.Context.SendActivityAsync(OutgoingActivity.FromCard(card), ct);
        }

        foreach (var offer in turn.Offered)
        {
            await turn.Context.SendActivityAsync(OutgoingActivity.FromAttachments([offer]), ct);
        }
    }
}
