using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>How to reach a person, or why that is not possible.</summary>
/// <param name="Address">The chat; null if there is none.</param>
/// <param name="Reason">Why there is no chat.</param>
/// <param name="Obstacle">The reason as an obstacle.</param>
/// <param name="IsHeld">Not the person's fault: there will be a chat once an administrator has
/// fixed the bot's sign-in.</param>
internal sealed record Reach(ConversationAddress? Address, DeliveryReason? Reason, Obstacle Obstacle = Obstacle.None, bool IsHeld = false)
{
    /// <summary>
    /// Two accounts claim the address the person was added with; the owner must say which is meant.
    /// </summary>
    public bool IsDisputed => Obstacle == Obstacle.AddressDisputed;
}

/// <summary>
/// Finds a person's chat, creating it if necessary: installs the app, reads the chat's id, stores
/// the reference. Each step is durable before the next starts, so that work resumes after a crash.
/// </summary>
internal sealed class Recipients(
    UserRepository users, AddressBook addresses, PacedConnector connector, IAppInstallation installation, IPeople people,
    GraphConnection graph, GraphLevels levels, IClock clock)
{
    private static readonly Reach SignInRefused = new(null, new DeliveryReason(ReasonCode.SignInRefused), IsHeld: true);

    /// <summary>The chat, or why there is none.</summary>
    /// <param name="rollout">The rollout the person is to be reached for.</param>
    /// <param name="person">The person.</param>
    /// <param name="reference">The stored reference to the person; null if there is none.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ConnectorException">The chat can't be created at the moment.</exception>
    public async Task<Reach> FindAsync(StoredRollout rollout, PersonId person, UserReference? reference, CancellationToken ct)
    {
        reference = await addresses.ConfirmAsync(person, reference, ct);
        switch (reference)
        {
            case { IsDisputed: true }:
                return new Reach(null, new DeliveryReason(ReasonCode.AddressDisputed), Obstacle.AddressDisputed);
            case { Reachability: Reachability.Left }:
                return new Reach(null, new DeliveryReason(ReasonCode.HasLeft), Obstacle.HasLeft);
            case { Reachability: Reachability.Blocked }:
                return new Reach(null, new DeliveryReason(ReasonCode.AppRemoved), Obstacle.AppRemoved);
            case { ConversationId: { } known, ServiceUrl.Length: > 0 }:
                return new Reach(new ConversationAddress(reference.ServiceUrl, known, rollout.TenantId), null);
        }

        if (reference is not { ServiceUrl.Length: > 0 }
            && graph.Serves(rollout.TenantId)
            && levels.IsSignInRefused(GraphFeature.Installation))
        {
            return SignInRefused;
        }

        if (graph.Serves(rollout.TenantId) && levels.IsOpen(GraphFeature.Installation))
        {
            var installed = await InstallAsync(rollout, person, reference, ct);
            if (installed is { Address: not null } || reference is not { ServiceUrl.Length: > 0 })
            {
                return installed;
            }
        }

        return reference is { ServiceUrl.Length: > 0 } met
            ? await CreateAsync(met, ct)
            : new Reach(null, new DeliveryReason(ReasonCode.NotMet), Obstacle.NoApp);
    }

    /// <summary>The chat is gone; the next message creates a new one.</summary>
    public Task ForgetConversationAsync(string tenantId, PersonId person, CancellationToken ct) =>
        ChangeAsync(tenantId, person, reference => reference with { ConversationId = null, Reachability = Reachability.Known }, ct);

    /// <summary>
    /// The chat rejected a message. If Graph says the person has the app in another chat, only the
    /// reference was stale. The app is never reinstalled for somebody who removed it.
    /// </summary>
    /// <returns>True if there is another chat to try.</returns>
    public async Task<bool> RenewAsync(StoredRollout rollout, PersonId person, CancellationToken ct)
    {
        if (!graph.Serves(rollout.TenantId)
            || !levels.IsOpen(GraphFeature.Installation)
            || await users.FindReferenceAsync(rollout.TenantId, person, ct) is not { Reachability: Reachability.Installed } reference
            || !Guid.TryParse((reference.Primary ?? reference.Person).Value, out _))
        {
            return false;
        }

        try
        {
            if (await installation.FindChatAsync(reference.Primary ?? reference.Person, ct) is not { } chat
                || chat == reference.ConversationId)
            {
                return false;
            }

            await SaveAsync(reference with { ConversationId = chat }, ct);
            return true;
        }
        catch (GraphException)
        {
            return false;
        }
    }

    /// <summary>
    /// The person has removed or blocked the bot: nothing is sent until they return.
    /// </summary>
    public Task MarkBlockedAsync(string tenantId, PersonId person, CancellationToken ct) =>
        ChangeAsync(tenantId, person, reference => reference with { Reachability = Reachability.Blocked }, ct);

    private async Task<Reach> CreateAsync(UserReference reference, CancellationToken ct)
    {
        var made = await connector.CreatePersonalConversationAsync(reference.ServiceUrl, reference.TenantId, reference.UserId, ct);
        await SaveAsync(reference with { ConversationId = made, Reachability = Reachability.Installed }, ct);
        return new Reach(new ConversationAddress(reference.ServiceUrl, made, reference.TenantId), null);
    }

    private async Task<Reach> InstallAsync(StoredRollout rollout, PersonId person, UserReference? reference, CancellationToken ct)
    {
        try
        {
            if (reference is not { Reachability: Reachability.Installed })
            {
                var (begun, reason, obstacle) = await BeginAsync(rollout, person, reference, ct);
                if (begun is null)
                {
                    return new Reach(null, reason, obstacle);
                }

                reference = begun;
            }

            if (await installation.FindChatAsync(reference.Primary ?? reference.Person, ct) is not { } chat)
            {
                // Removed again between the two steps: the next attempt starts over.
                await SaveAsync(reference with { Reachability = Reachability.Known }, ct);
                throw new ConnectorException(ConnectorFailureKind.Transient, "The installed app has no chat yet.");
            }

            await SaveAsync(reference with { ConversationId = chat }, ct);
            return new Reach(new ConversationAddress(reference.ServiceUrl, chat, rollout.TenantId), null);
        }
        catch (GraphException failure) when (failure.IsPassing)
        {
            var kind = failure.Kind == GraphFailureKind.Throttled ? ConnectorFailureKind.Throttled : ConnectorFailureKind.Transient;
            throw new ConnectorException(kind, failure.Message, failure) { RetryAfter = failure.RetryAfter };
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.SignIn)
        {
            return SignInRefused;
        }
        catch (GraphException failure)
        {
            return new Reach(null, InstallationReasons.Of(failure), Obstacle.AppNotAllowed);
        }
    }

    /// <summary>Step one: installs the app and records that.</summary>
    private async Task<(UserReference? Reference, DeliveryReason? Reason, Obstacle Obstacle)> BeginAsync(
        StoredRollout rollout, PersonId person, UserReference? reference, CancellationToken ct)
    {
        var (id, name, email, isFromDirectory) = await IdentifyAsync(person, reference, ct);
        if (id is not { } objectId)
        {
            return (null, new DeliveryReason(ReasonCode.NotInDirectory), Obstacle.NotInDirectory);
        }

        var fresh = new UserReference
        {
            TenantId = rollout.TenantId,
            Person = objectId,
            UserId = reference?.UserId ?? objectId.Value,
            Name = name,
            Email = email,
            UserPrincipalName = reference?.UserPrincipalName,
            FormerAddresses = reference?.FormerAddresses ?? [],
            Standing = reference?.Standing ?? Standing.Unknown,
            ConfirmedAt = isFromDirectory ? clock.GetCurrentInstant() : reference?.ConfirmedAt,
            ServiceUrl = reference is { ServiceUrl.Length: > 0 } met ? met.ServiceUrl : await ServiceUrlAsync(rollout, ct),
            Zone = reference?.Zone,
            ChosenLanguage = reference?.ChosenLanguage,
            ClientLanguage = reference?.ClientLanguage,
            UpdatedAt = clock.GetCurrentInstant(),
        };

        // The card that follows is the welcome; the installation event must not trigger a second
        // one.
        var greetsNow = await users.TryGreetAsync(rollout.TenantId, objectId, ct);
        try
        {
            await installation.InstallAsync(objectId, ct);
        }
        catch (GraphException failure)
        {
            if (greetsNow)
            {
                await users.ForgetGreetingAsync(rollout.TenantId, objectId, ct);
            }

            if (failure.Kind == GraphFailureKind.NotFound)
            {
                await SaveAsync(fresh with { Reachability = Reachability.Left }, ct, isFromDirectory);
                return (null, new DeliveryReason(ReasonCode.HasLeft), Obstacle.HasLeft);
            }

            throw;
        }

        fresh = fresh with { Reachability = Reachability.Installed };
        await SaveAsync(fresh, ct, isFromDirectory);
        return (fresh, null, Obstacle.None);
    }

    private async Task<(PersonId? Id, string Name, string? Email, bool IsFromDirectory)> IdentifyAsync(
        PersonId person, UserReference? reference, CancellationToken ct)
    {
        var known = reference?.Primary ?? person;
        if (!known.IsMail)
        {
            return Guid.TryParse(known.Value, out _)
                ? (known, reference?.Name ?? known.Value, reference?.Email, false)
                : (null, string.Empty, null, false);
        }

        return await people.FindAsync(known.Email!, ct) is { } found
            ? (found.Person.Id, found.Person.Name, known.Email, true)
            : (null, string.Empty, null, false);
    }

    // The service URL of the rollout's manager, which serves their tenant; otherwise the cloud's
    // default.
    private async Task<string> ServiceUrlAsync(StoredRollout rollout, CancellationToken ct) =>
        await users.FindReferenceAsync(rollout.TenantId, rollout.Rollout.Owner.Id, ct) is { ServiceUrl.Length: > 0 } owner
            ? owner.ServiceUrl
            : graph.Cloud.ServiceUrl;

    private async Task SaveAsync(UserReference reference, CancellationToken ct, bool isDirectorysWord = false) =>
        await users.SaveReferenceAsync(reference with { UpdatedAt = clock.GetCurrentInstant() }, isDirectorysWord, ct);

    private async Task ChangeAsync(
        string tenantId, PersonId person, Func<UserReference, UserReference> change, CancellationToken ct)
    {
        if (await users.FindReferenceAsync(tenantId, person, ct) is { } reference)
        {
            await SaveAsync(change(reference), ct);
        }
    }
}
