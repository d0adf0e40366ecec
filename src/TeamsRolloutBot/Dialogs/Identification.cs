using Microsoft.Bot.Schema;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Serialization;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The sender of an activity, and whether they had been unreachable.</summary>
/// <param name="Caller">The sender and the conversation.</param>
/// <param name="Reference">How to reach them.</param>
/// <param name="HasReturned">They were unreachable before, under all the ids they have now.</param>
internal sealed record Identified(Caller Caller, UserReference Reference, bool HasReturned);

/// <summary>Identifies the sender of an activity and remembers how to reach them.</summary>
internal sealed partial class Identification(
    UserRepository users, AddressBook addresses, IConnector connector, IHostEnvironment environment, IClock clock,
    ILogger<Identification> logger)
{
    // The user is waiting, so looking up their address gets only a moment.
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(2);

    // Addresses rarely change: refresh confirmed ones weekly, retry others after a few minutes.
    private static readonly Duration AskAgainAfter = Duration.FromDays(7);
    private static readonly Duration TryAgainAfter = Duration.FromMinutes(5);

    // Far more than any client sends, yet small enough to store.
    private const int MostCharacters = 2000;

    private const string Nameless = "Somebody";

    /// <summary>The sender; null if the activity does not say who or where.</summary>
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

    /// <summary>Trusts the client's own label; the local test client may omit it.</summary>
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
            // People may be added by mailbox address or by sign-in name, so look up both.
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
            // The sender is still known, and the next activity will save them. The request itself
            // reports whether it could be saved.
            LogNotRemembered(logger, fault);
            return known ?? fresh with { ConfirmedAt = null };
        }
    }

    /// <summary>Merges what is stored about a person with what the activity says.</summary>
    private UserReference AsSeen(
        Activity activity, ConversationAddress address, PersonId person, string userId, UserReference? known, bool isRemoval, Instant now)
    {
        // Only the personal chat proves that the bot can write to it. A known chat is not replaced
        // by one the client does not label personal.
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
            // The activity still identifies the person; without addresses, they are just not
            // matched to entries added by address yet.
            return null;
        }
    }

    // A GUID, or a local client's substitute; it is the prefix of storage keys.
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "A person's conversation reference could not be stored")]
    private static partial void LogNotRemembered(ILogger logger, Exception fault);
}
