using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>Finds the chat in which somebody is reached, and makes it where there is none yet.</summary>
internal sealed class Recipients(UserRepository users, PacedConnector connector, IClock clock)
{
    /// <summary>The chat, or null when the bot has never met the person or they have removed it.</summary>
    /// <exception cref="ConnectorException">The chat could not be made.</exception>
    public async Task<ConversationAddress?> FindAsync(string tenantId, PersonId person, CancellationToken ct)
    {
        if (await users.FindReferenceAsync(tenantId, person, ct) is not { ServiceUrl.Length: > 0 } reference || reference.Reachability == Reachability.Blocked)
        {
            return null;
        }

        if (reference.ConversationId is { } known)
        {
            return new ConversationAddress(reference.ServiceUrl, known, tenantId);
        }

        var made = await connector.CreatePersonalConversationAsync(reference.ServiceUrl, tenantId, reference.UserId, ct);
        await users.SaveReferenceAsync(
            reference with { ConversationId = made, Reachability = Reachability.Installed, UpdatedAt = clock.GetCurrentInstant() }, ct);
        return new ConversationAddress(reference.ServiceUrl, made, tenantId);
    }

    /// <summary>The chat is gone: the next message makes it anew.</summary>
    public Task ForgetConversationAsync(string tenantId, PersonId person, CancellationToken ct) =>
        ChangeAsync(tenantId, person, reference => reference with { ConversationId = null, Reachability = Reachability.Known }, ct);

    /// <summary>The person has removed or blocked the bot: nothing is sent until they return.</summary>
    public Task MarkBlockedAsync(string tenantId, PersonId person, CancellationToken ct) =>
        ChangeAsync(tenantId, person, reference => reference with { Reachability = Reachability.Blocked }, ct);

    private async Task ChangeAsync(
        string tenantId, PersonId person, Func<ConversationReference, ConversationReference> change, CancellationToken ct)
    {
        if (await users.FindReferenceAsync(tenantId, person, ct) is { } reference)
        {
            await users.SaveReferenceAsync(change(reference) with { UpdatedAt = clock.GetCurrentInstant() }, ct);
        }
    }
}
