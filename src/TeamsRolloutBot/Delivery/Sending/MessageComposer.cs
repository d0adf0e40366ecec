using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Composes messages from the state at the time of sending, so that a card is never out of date.
/// </summary>
internal sealed class MessageComposer(TouchpointMessages touchpoints, NoticeMessages notices) : IMessageComposer
{
    public async Task<Activity?> ComposeAsync(
        StoredRollout rollout, Cohort? cohort, Participant? recipient, StoredDelivery delivery, UserReference? reference,
        CancellationToken ct)
    {
        Language.Current = UserReference.LanguageOf(reference, recipient);
        var (card, summary) = delivery.Key.Touchpoint is var (kind, number)
            ? await touchpoints.ComposeAsync(rollout, cohort, recipient, kind, number, ct)
            : await notices.ComposeAsync(rollout, cohort, recipient, delivery.Key, ct);
        return card is null
            ? null
            : OutgoingActivity.FromCard(card.RefreshedFor(reference?.UserId), $"{summary} · {rollout.Definition.Name}", alert: true);
    }
}
