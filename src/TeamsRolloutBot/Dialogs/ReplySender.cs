using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Brings a reply into the chat of its turn.</summary>
internal static class ReplySender
{
    /// <summary>The whole reply.</summary>
    public static async Task SendAsync(Turn turn, Reply reply, CancellationToken ct)
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

    /// <summary>What goes out beside the card that answers a button.</summary>
    public static async Task SendMoreAsync(Turn turn, Reply reply, CancellationToken ct)
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
}
