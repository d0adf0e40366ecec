using Microsoft.Bot.Schema;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Serialization;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Who sent an activity, and whether they could not be reached before.</summary>
/// <param name="Caller">Who, and where.</param>
/// <param name="Reference">How they are reached.</param>
/// <param name="HasReturned">They could not be reached before, under all the ids they have
/// now.</param>
internal sealed record Identified(Caller Caller, UserReference Reference, bool HasReturned);

/// <summary>Finds out who sent an activity, and remembers how they are reached.</summary>
internal sealed partial class Identification(
    UserRepository users, AddressBook addresses, IConnector connector, IHostEnvironment environment, IClock clock,
    ILogger<Identification> logger)
{
    // Somebody waits for the answer: the address is worth a moment, not more.
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(2);

    // Addresses rarely change: confirmed ones are asked about again after a week, others after some
    // minutes.
    private static readonly Duration AskAgainAfter = Duration.FromDays(7);
    private static readonly Duration TryAgainAfter = Duration.FromMinutes(5);

    // Far above what any client sends, and small enough to be stored.
    private const int MostCharacters = 2000;

    private const string Nameless = "Somebody";

    /// <summary>Who sent it; null when the activity does not say who or where.</summary>
    public async Task<Identified?> OfAsync(Activity activity, CancellationToken ct)
    {
        if (activity.From?.Id is not { Length: > 0 and <= MostCharacters } userId
            || activity.Conversation?.Id is not { Length: > 0 and <= MostCharacters } conversationId
            || conversationId is "." or ".."
            || activity.ServiceUrl is { Length: > MostCharacters })
        {
            return null;
        }

        var tenantId = activity.TenantId ?? string.Empty;
        if (!IsTenant(tenantId) || Accounts.IdOf(activity.From) is not { } personId)
        {
            return null;
        }

        var address = new ConversationAddress(activity.ServiceUrl ?? string.Empty, conversationId, tenantId);
        var known = await users.FindReferenceAsync(tenantId, personId, ct);
        var reference = await RefreshAsync(activity, address, personId, userId, known, ct);
        var isNewlyKnown = reference.AddressIds.Except(known?.AddressIds ?? []).Any();
        return new Identified(
            new Caller
            {
                TenantId = tenantId,
                Person = new Person
                {
                    Id = personId,
                    Name = reference.Name,
                    Email = reference.KnownAddresses is [var first, ..] ? first : null
                },
                Ids = [.. reference.AddressIds.Prepend(personId).Distinct()],
                UserId = userId,
                Address = address,
                IsPersonalChat = IsPersonal(activity),
                Standing = reference.Standing,
                Language = reference.Language,
                Zone = ZoneOf(activity)
                    ?? (reference.Zone is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null)
                    ?? DateTimeZone.Utc,
                HasPeoplePicker = Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url) && !url.IsLoopback,
            },
            reference,
            isNewlyKnown || (reference.Reachability == Reachability.Installed && known is not { Reachability: Reachability.Installed }));
    }

    /// <summary>Personal is what the client calls so; the local one may leave it out.</summary>
    private bool IsPersonal(Activity activity) =>
        activity.IsPersonal
        || (
            environment.IsDevelopment()
                && string.IsNullOrEmpty(activity.Conversation?.ConversationType)
                && activity.Conversation?.IsGroup != true);

    private async Task<UserReference> RefreshAsync(
        Activity activity, ConversationAddress address, PersonId person, string userId, UserReference? known, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var isRemoval = activity is
        {
            Type: ActivityTypes.InstallationUpdate, Action: InstallationActions.Remove or InstallationActions.RemoveUpgrade
        };
        var fresh = AsSeen(activity, address, person, userId, known, isRemoval, now);
        var isDue = known is null || now - known.UpdatedAt > (known.ConfirmedAt is null ? TryAgainAfter : AskAgainAfter);
        if (isDue && !isRemoval && address.ServiceUrl.Length > 0)
        {
            // People are added by either: by the address of their mailbox, or by the name they sign
            // in with.
            fresh = await FindMemberAsync(address, userId, activity.From, ct) is { } account
                ? addresses.Confirmed(fresh.Name == Nameless ? fresh with { Name = account.Person.Name } : fresh, account)
                : fresh.ConfirmedAt is { } confirmed && now - confirmed > AddressBook.ValidFor ? fresh with { ConfirmedAt = null }
                : fresh;
        }
        else if (fresh == known)
        {
            return known;
        }

        fresh = fresh with { UpdatedAt = now };
        try
        {
            return await addresses.SaveAsync(fresh, ct);
        }
        catch (StorageException fault)
        {
            // Who it is is known all the same, and their next sign of life is remembered. What they
            // ask for says by itself whether it could be saved.
            LogNotRemembered(logger, fault);
            return known ?? fresh with { ConfirmedAt = null };
        }
    }

    /// <summary>What is known of somebody, with what the activity itself says.</summary>
    private UserReference AsSeen(
        Activity activity, ConversationAddress address, PersonId person, string userId, UserReference? known, bool isRemoval, Instant now)
    {
        // Only the chat itself says that it can be written to; and a known one is not given up for
        // one that the client does not call personal.
        var isTheirChat = !isRemoval
            && IsPersonal(activity)
            && (activity.IsPersonal || known?.ConversationId is null || known.ConversationId == address.ConversationId);
        return new UserReference
        {
            TenantId = address.TenantId ?? string.Empty,
            Person = person,
            UserId = userId,
            Name = (activity.From is { } from ? Accounts.NameOf(from) : null) ?? known?.Name ?? Nameless,
            Email = known?.Email,
            UserPrincipalName = known?.UserPrincipalName,
            FormerAddresses = known?.FormerAddresses ?? [],
            ConfirmedAt = known?.ConfirmedAt,
            Standing = known?.Standing ?? Standing.Unknown,
            ConversationId = isTheirChat ? address.ConversationId : known?.ConversationId,
            ServiceUrl = address.ServiceUrl.Length > 0 ? address.ServiceUrl : known?.ServiceUrl ?? string.Empty,
            Reachability = isTheirChat ? Reachability.Installed : known?.Reachability ?? Reachability.Known,
            Zone = ZoneOf(activity)?.Id ?? known?.Zone,
            ChosenLanguage = known?.ChosenLanguage,
            ClientLanguage = Language.Of(activity.ClientLocale) ?? known?.ClientLanguage,
            UpdatedAt = known?.UpdatedAt ?? now,
        };
    }

    private async Task<MetAccount?> FindMemberAsync(ConversationAddress address, string userId, ChannelAccount? from, CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(AskFor);
        try
        {
            if (await connector.GetMemberAsync(address, userId, soon.Token) is not { } account)
            {
                return null;
            }

            account.AadObjectId = from?.AadObjectId;
            return await addresses.ReadAsync([account], address.TenantId ?? string.Empty, soon.Token) is [var read] ? read : null;
        }
        catch (Exception fault) when (fault is ConnectorException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The person is who the activity says; without the address they are just not found
            // under one they were added with yet.
            return null;
        }
    }

    // A GUID, or what a local client has in its place; it begins the keys of what is stored.
    private static bool IsTenant(string tenantId) =>
        tenantId.Length <= 64 && tenantId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

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
