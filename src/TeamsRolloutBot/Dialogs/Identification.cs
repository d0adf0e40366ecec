using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Serialization;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Repositories;
using ConversationReference = TeamsRolloutBot.Storage.Repositories.ConversationReference;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Finds out who sent an activity, and remembers how they are reached.</summary>
internal sealed partial class Identification(UserRepository users, IConnector connector, IClock clock, ILogger<Identification> logger)
{
    // Somebody waits for the answer: the address is worth a moment, not more.
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(2);

    // The connector is asked again for a person whose addresses were not known this long ago.
    private static readonly Duration AskAgainAfter = Duration.FromDays(1);

    // Far above what any client sends, and small enough to be stored.
    private const int MostCharacters = 2000;

    /// <summary>The caller, or null when the activity does not say who or where; and whether they could not be reached before, under all the ids they have now.</summary>
    public async Task<(Caller? Caller, ConversationReference? Reference, bool HasReturned)> OfAsync(Activity activity, CancellationToken ct)
    {
        if (activity.From?.Id is not { Length: > 0 and <= MostCharacters } userId
            || activity.Conversation?.Id is not { Length: > 0 and <= MostCharacters } conversationId
            || activity.ServiceUrl is { Length: > MostCharacters })
        {
            return (null, null, false);
        }

        var tenantId = activity.TenantId ?? string.Empty;
        if (!IsTenant(tenantId) || PeopleDirectory.IdOf(activity.From) is not { } personId)
        {
            return (null, null, false);
        }

        var address = new ConversationAddress(activity.ServiceUrl ?? string.Empty, conversationId, tenantId);
        var known = await users.FindReferenceAsync(tenantId, personId, ct);
        var reference = await RefreshAsync(activity, address, personId, userId, known, ct);
        var email = EmailAddress.IsValid(reference.Email) ? EmailAddress.Normalise(reference.Email!) : null;
        var isNewlyKnown = reference.AddressIds.Except(known?.AddressIds ?? []).Any();
        return (
            new Caller
            {
                TenantId = tenantId,
                Person = new Person { Id = personId, Name = reference.Name, Email = email },
                Ids = [.. reference.AddressIds.Prepend(personId).Distinct()],
                UserId = userId,
                Address = address,
                IsPersonalChat = activity.IsPersonal || activity.Conversation.IsGroup != true,
                Zone = ZoneOf(activity) ?? (reference.Zone is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null) ?? DateTimeZone.Utc,
                HasPeoplePicker = Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url) && !url.IsLoopback,
            },
            reference,
            isNewlyKnown || known is not { Reachability: Reachability.Installed });
    }

    private async Task<ConversationReference> RefreshAsync(
        Activity activity, ConversationAddress address, PersonId person, string userId, ConversationReference? known, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var isPersonal = activity.IsPersonal || activity.Conversation?.IsGroup != true;
        var name = (activity.From is { } from ? PeopleDirectory.NameOf(from) : null) ?? known?.Name;
        var (email, principalName) = (known?.Email, known?.UserPrincipalName);
        var isAsked = (email is null || principalName is null) && address.ServiceUrl.Length > 0 && (known is null || now - known.UpdatedAt > AskAgainAfter);
        if (isAsked)
        {
            // People are added by either: by the address of their mailbox, or by the name they sign in with.
            var account = await FindMemberAsync(address, userId, ct);
            account?.AadObjectId = activity.From?.AadObjectId;
            var described = account is null ? null : PeopleDirectory.PersonOf(account);
            email ??= described?.Email;
            principalName ??= account is null ? null : PeopleDirectory.PrincipalNameOf(account);
            name ??= described?.Name;
        }

        var fresh = new ConversationReference
        {
            TenantId = address.TenantId ?? string.Empty,
            Person = person,
            UserId = userId,
            Name = name ?? email ?? "Somebody",
            Email = email,
            UserPrincipalName = principalName,
            // A message in a team or group chat does not make that the person's own chat.
            ConversationId = isPersonal ? address.ConversationId : known?.ConversationId,
            ServiceUrl = address.ServiceUrl.Length > 0 ? address.ServiceUrl : known?.ServiceUrl ?? string.Empty,
            Reachability = isPersonal ? Reachability.Installed : known?.Reachability ?? Reachability.Known,
            Zone = ZoneOf(activity)?.Id ?? known?.Zone,
            UpdatedAt = known?.UpdatedAt ?? now,
        };
        if (fresh == known && !isAsked)
        {
            return known;
        }

        fresh = fresh with { UpdatedAt = now };
        try
        {
            await users.SaveReferenceAsync(fresh, ct);
        }
        catch (StorageException fault)
        {
            // Who it is is known all the same, and their next sign of life is remembered. What they ask for says by itself whether it could be saved.
            LogNotRemembered(logger, fault);
        }

        return fresh;
    }

    private async Task<TeamsChannelAccount?> FindMemberAsync(ConversationAddress address, string userId, CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(AskFor);
        try
        {
            return await connector.GetMemberAsync(address, userId, soon.Token);
        }
        catch (Exception fault) when (fault is ConnectorException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The person is who the activity says; without the address they are just not found under one they were added with yet.
            return null;
        }
    }

    // A GUID, or what a local client has in its place; it begins the keys of what is stored.
    private static bool IsTenant(string tenantId) => tenantId.Length <= 64 && tenantId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static DateTimeZone? ZoneOf(Activity activity)
    {
        var name = activity.LocalTimezone;
        if (string.IsNullOrEmpty(name))
        {
            name = activity.Entities?.FirstOrDefault(entity => entity.Type == "clientInfo")?.Properties.Find("timezone").AsText();
        }

        return string.IsNullOrEmpty(name) ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How somebody is reached could not be remembered")]
    private static partial void LogNotRemembered(ILogger logger, Exception fault);
}
