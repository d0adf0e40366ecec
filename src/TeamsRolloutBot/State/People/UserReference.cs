using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.State;

/// <summary>Whether a person can be reached in a chat.</summary>
internal enum Reachability
{
    /// <summary>The platform's id of the person is known, but there is no chat yet.</summary>
    Known,

    /// <summary>
    /// They have the app. Its chat is known, or has not been read yet after the bot installed it
    /// for them.
    /// </summary>
    Installed,

    /// <summary>The person removed or blocked the bot.</summary>
    Blocked,

    /// <summary>The person is no longer in the organisation's directory.</summary>
    Left,
}

/// <summary>An account's relation to the tenant.</summary>
internal enum Standing
{
    /// <summary>Not known from Teams yet.</summary>
    Unknown,

    /// <summary>The tenant's own account.</summary>
    Employee,

    /// <summary>A guest of the tenant.</summary>
    Guest,

    /// <summary>From another tenant, or anonymous.</summary>
    Foreign,
}

/// <summary>How a person is reached.</summary>
internal sealed record UserReference
{
    public required string TenantId { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>
    /// The id the client gave the person if the reference was found under their e-mail address;
    /// otherwise null.
    /// </summary>
    public PersonId? Primary { get; init; }

    /// <summary>The platform's id of the person for this bot (<c>29:…</c>).</summary>
    public required string UserId { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    /// <summary>
    /// The person's sign-in name; looks like an e-mail address but need not be theirs. Null if
    /// unknown.
    /// </summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>
    /// Former addresses not claimed by anybody else since; a rollout may know the person by one.
    /// </summary>
    public IReadOnlyList<string> FormerAddresses { get; init; } = [];

    /// <summary>
    /// When Teams or the directory last confirmed the addresses; null if stored by an earlier
    /// release, in which case they are confirmed before use.
    /// </summary>
    public Instant? ConfirmedAt { get; init; }

    /// <summary>
    /// Another account has claimed this address: nothing is sent to it until the directory has
    /// decided.
    /// </summary>
    public bool IsDisputed { get; init; }

    public Standing Standing { get; init; }

    /// <summary>The person's addresses, normalised; empty until confirmed.</summary>
    public IReadOnlyList<string> KnownAddresses => ConfirmedAt is null
        ? []
        : [
              .. FormerAddresses.Prepend(UserPrincipalName).Prepend(Email).Where(EmailAddress.IsValid)
                  .Select(address => EmailAddress.Normalise(address!)).Distinct()
          ];

    /// <summary>The ids of a person who was added to a rollout by an address.</summary>
    public IReadOnlyList<PersonId> AddressIds => [.. KnownAddresses.Select(PersonId.FromEmail)];

    /// <summary>Removes some of the addresses.</summary>
    public UserReference Without(IReadOnlyCollection<PersonId> addresses)
    {
        return addresses.Count == 0 ? this : this with
        {
            Email = IsKept(Email) ? Email : null,
            UserPrincipalName = IsKept(UserPrincipalName) ? UserPrincipalName : null,
            FormerAddresses = [.. FormerAddresses.Where(IsKept)],
        };

        bool IsKept(string? address) => !EmailAddress.IsValid(address) || !addresses.Contains(PersonId.FromEmail(address!));
    }

    /// <summary>The one-to-one chat; null if there is none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The chat as the SDK's reference, which is the stored form.</summary>
    public ConversationReference Chat => new()
    {
        ChannelId = Channels.Msteams,
        ServiceUrl = ServiceUrl,
        User = new ChannelAccount(UserId, Name),
        Conversation = ConversationId is null
            ? null
            : new ConversationAccount(id: ConversationId, conversationType: ConversationTypes.Personal, tenantId: TenantId),
    };

    /// <summary>The service URL of the person's latest activity.</summary>
    public required string ServiceUrl { get; init; }

    public Reachability Reachability { get; init; } = Reachability.Known;

    /// <summary>The IANA time zone reported by the person's client.</summary>
    public string? Zone { get; init; }

    /// <summary>The language they chose, or that a list gives for them; null if neither.</summary>
    public Language? ChosenLanguage { get; init; }

    /// <summary>Their client's language if the bot supports it.</summary>
    public Language? ClientLanguage { get; init; }

    /// <summary>The language to write to them in.</summary>
    public Language Language => ChosenLanguage ?? ClientLanguage ?? Language.English;

    public required Instant UpdatedAt { get; init; }

    /// <summary>
    /// The language to write to a recipient in: their choice, then the list's, then their client's.
    /// </summary>
    public static Language LanguageOf(UserReference? reference, Participant? participant) =>
        reference?.ChosenLanguage ?? participant?.Language ?? reference?.ClientLanguage ?? Language.English;

    /// <summary>
    /// The known obstacle to reaching a person; none if there is a chat or one can be created.
    /// </summary>
    /// <param name="reference">How they are reached; null if unknown.</param>
    /// <param name="installs">Whether the bot installs the app for its recipients.</param>
    public static Obstacle ObstacleOf(UserReference? reference, bool installs) => reference switch
    {
        { IsDisputed: true } => Obstacle.AddressDisputed,
        { Reachability: Reachability.Left } => Obstacle.HasLeft,
        { Reachability: Reachability.Blocked } => Obstacle.AppRemoved,
        { ServiceUrl.Length: > 0 } => Obstacle.None,
        _ => installs ? Obstacle.None : Obstacle.NoApp,
    };
}
