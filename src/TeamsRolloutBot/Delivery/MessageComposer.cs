using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

internal sealed class MessageComposer : IMessageComposer
{
    public Task<OutgoingActivity?> ComposeAsync(StoredRollout rollout, Cohort? cohort, Participant? recipient, Storage.Repositories.Delivery delivery, CancellationToken ct) =>
        Task.FromResult<OutgoingActivity?>(OutgoingActivity.FromCard(MessageCard.Information(delivery.Key.Kind, rollout.Definition.Name)));
}
