using Microsoft.Bot.Schema;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Sends a claimed delivery into its recipient's chat.</summary>
internal sealed class ChatSender(
    UserRepository users,
    Recipients recipients,
    IMessageComposer composer,
    PacedConnector connector,
    FailureTreatment failures,
    IClock clock,
    TimeProvider time)
{
    public async Task<SendOutcome> SendAsync(ClaimedDelivery claimed, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        if (await WhenFreeAsync(claimed, ct) is { } free)
        {
            return new SendOutcome.PutOff(free, new DeliveryReason(ReasonCode.RightAfterAnother));
        }

        try
        {
            if (await composer.ComposeAsync(
                claimed.Rollout, claimed.Cohort, claimed.Participant, claimed.Delivery, claimed.Reference, ct) is not { } message)
            {
                return new SendOutcome.Skipped(new DeliveryReason(ReasonCode.NothingLeftToSay));
            }

            if (claimed.Reference is not { ConversationId: not null })
            {
                // Creating a chat has its own requests, so do not make others wait for it.
                permit.Begin();
            }

            var reach = await recipients.FindAsync(claimed.Rollout, claimed.Key.Person, claimed.Reference, ct);
            await KeepLanguageAsync(claimed, ct);
            return reach.Address is { } address ? await SendAsync(claimed, address, message, permit, ct)
                : reach.IsHeld ? new SendOutcome.Held(reach.Reason!)
                : new SendOutcome.Failed(reach.Reason!, reach.Obstacle);
        }
        catch (ConnectorException failure)
        {
            return await failures.TreatAsync(claimed, failure, ct);
        }
    }

    private async Task<SendOutcome> SendAsync(
        ClaimedDelivery claimed, ConversationAddress address, Activity message, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        var turn = await connector.WaitAsync(address, ct);
        permit.Begin();
        if (claimed.Delivery.ClaimedUntil <= clock.GetCurrentInstant())
        {
            // After a long wait, such as one the platform asked for, another instance may have
            // claimed it.
            return new SendOutcome.ClaimLost();
        }

        var started = time.GetTimestamp();
        var activityId = await connector.SendAsync(turn, address, message, ct);
        return new SendOutcome.InChat(activityId, address.ConversationId, time.GetElapsedTime(started));
    }

    // The language stated in a list applies from the first message on, so that the bot also answers
    // in it. Read again: the chat may have been created just now.
    private async Task KeepLanguageAsync(ClaimedDelivery claimed, CancellationToken ct)
    {
        if (claimed is { Participant.Language: { } stated, Reference: null or { ChosenLanguage: null } }
            && await users.FindReferenceAsync(claimed.Rollout.TenantId, claimed.Key.Person, ct) is { ChosenLanguage: null } reference)
        {
            await users.SaveReferenceAsync(reference with { ChosenLanguage = stated }, ct: ct);
        }
    }

    // A person in several cohorts has one shared turn, which keeps the cohorts' messages apart.
    private async Task<Instant?> WhenFreeAsync(ClaimedDelivery claimed, CancellationToken ct)
    {
        if (claimed is not { Participant.IsElsewhere: true, Key.Touchpoint: not null })
        {
            return null;
        }

        var ids = await users.IdsOfAsync(claimed.Rollout.TenantId, claimed.Key.Person, ct);
        return await users.TakeTurnAsync(claimed.Rollout.TenantId, ids[0], clock.GetCurrentInstant(), LastCheck.Distance, ct);
    }
}
