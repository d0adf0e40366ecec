using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Sends a reply to the chat of its turn.</summary>
internal static class ReplySender
{
    /// <summary>Sends the whole reply.</summary>
    /// <param name="turn">The turn being answered.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="notice">The “please wait” message to replace; null if there was none.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task SendAsync(Turn turn, Reply reply, string? notice, CancellationToken ct)
    {
        // Action.Submit cannot return a card, so edit the pressed message instead.
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
                // The message was deleted or can no longer be edited; send a new one.
            }
        }

        await turn.Context.SendActivityAsync(message, ct);
    }

    /// <summary>Sends what accompanies the card returned to a button.</summary>
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
