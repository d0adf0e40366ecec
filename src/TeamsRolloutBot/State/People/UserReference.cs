using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.State;

/// <summary>Whether somebody can be reached in a chat.</summary>
internal enum Reachability
{
    /// <summary>The platform's id of the person is known, but there is no chat yet.</summary>
    Known,

    /// <summary>
    /// They have the app. Its chat is known, or was not read yet after the bot had installed it for
    /// them.
    /// </summary>
    Installed,

    /// <summary>The person removed or blocked the bot.</summary>
    Blocked,

    /// <summary>The person is not in the organisation's directory any more.</summary>
    Left,
}

/// <summary>Who the tenant takes an account for.</summary>
internal enum Standing
{
    /// <summary>Teams has not said yet.</summary>
    Unknown,

    /// <summary>An account of the tenant itself.</summary>
    Employee,

    /// <summary>A guest of the tenant.</summary>
    Guest,

    /// <summary>Of another tenant, or anonymous.</summary>
    Foreign,
}

/// <summary>How somebody is reached.</summary>
internal sealed record UserReference
{
    public required string TenantId { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>
    /// The id the client gave the person, where the reference was found under their e-mail address;
    /// else null.
    /// </summary>
    public PersonId? Primary { get; init; }

    /// <summary>The platform's id of the person for this bot (<c>29:…</c>).</summary>
    public required string UserId { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    /// <summary>
    /// The name the person signs in with; it looks like an e-mail address and need not be theirs.
    /// Null while it is not known.
    /// </summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>
    /// Addresses the person had before, which nobody else has claimed since: a rollout may know
    /// them by one.
    /// </summary>
    public IReadOnlyList<string> FormerAddresses { get; init; } = [];

    /// <summary>
    /// When Teams or the directory last said whose the addresses are; null for what an earlier
    /// release stored, which is asked again before it is believed.
    /// </summary>
    public Instant? ConfirmedAt { get; init; }

    /// <summary>
    /// Another account has claimed the address this was found under: nothing is sent to it until
    /// the directory has decided.
    /// </summary>
    public bool IsDisputed { get; init; }

    public Standing Standing { get; init; }

    /// <summary>
    /// The addresses that are theirs, normalised; none before they were confirmed.
    /// </summary>
    public IReadOnlyList<string> KnownAddresses => ConfirmedAt is null
        ? []
        : [
              .. FormerAddresses.Prepend(UserPrincipalName).Prepend(Email).Where(EmailAddress.IsValid)
                  .Select(address => EmailAddress.Normalise(address!)).Distinct()
          ];

    /// <summary>
    /// The ids a rollout may know the person by, to which they were added by an address.
    /// </summary>
    public IReadOnlyList<PersonId> AddressIds => [.. KnownAddresses.Select(PersonId.FromEmail)];

    /// <summary>The same without some of the addresses.</summary>
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

    /// <summary>The one-to-one chat; null while there is none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The chat as the SDK knows it, which is how it is stored.</summary>
    public ConversationReference Chat => new()
    {
        ChannelId = Channels.Msteams,
        ServiceUrl = ServiceUrl,
        User = new ChannelAccount(UserId, Name),
        Conversation = ConversationId is null
            ? null
            : new ConversationAccount(id: ConversationId, conversationType: ConversationTypes.Personal, tenantId: TenantId),
    };

    /// <summary>The service URL of the person's newest activity.</summary>
    public required string ServiceUrl { get; init; }

    public Reachability Reachability { get; init; } = Reachability.Known;

    /// <summary>The time zone the person's client says it is in; IANA.</summary>
    public string? Zone { get; init; }

    /// <summary>
    /// The language they chose, or a list of people says for them; null where nobody has said.
    /// </summary>
    public Language? ChosenLanguage { get; init; }

    /// <summary>The language of their client, where it is one that the bot writes.</summary>
    public Language? ClientLanguage { get; init; }

    /// <summary>What they are written to in.</summary>
    public Language Language => ChosenLanguage ?? ClientLanguage ?? Language.English;

    public required Instant UpdatedAt { get; init; }

    /// <summary>
    /// What a recipient is written to in: as they chose, as a list of people says, or as their
    /// client is.
    /// </summary>
    public static Language LanguageOf(UserReference? reference, Participant? participant) =>
        reference?.ChosenLanguage ?? participant?.Language ?? reference?.ClientLanguage ?? Language.English;

    /// <summary>
    /// What keeps messages from somebody, as far as is known; none where there is a chat, or one
    /// can be made.
    /// </summary>
    /// <param name="reference">How they are reached; null when nobody knows.</param>
    /// <param name="installs">The bot installs the app for the people it writes to.</param>
    public static Obstacle ObstacleOf(UserReference? reference, bool installs) => reference switch
    {
        { IsDisputed: true } => Obstacle.AddressDisputed,
        { Reachability: Reachability.Left } => Obstacle.HasLeft,
        { Reachability: Reachability.Blocked } => Obstacle.AppRemoved,
        { ServiceUrl.Length: > 0 } => Obstacle.None,
        _ => installs ? Obstacle.None : Obstacle.NoApp,
    };
}
