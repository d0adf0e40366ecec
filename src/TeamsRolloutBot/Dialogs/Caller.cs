using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// The sender of an activity, taken from the authenticated activity and never from a card's data.
/// </summary>
internal sealed record Caller
{
    public required string TenantId { get; init; }

    /// <summary>The person; their id is the Entra object id if the platform provides one.</summary>
    public required Person Person { get; init; }

    /// <summary>
    /// All ids rollouts may know the person by: the object id and the addresses they may have been
    /// added with.
    /// </summary>
    public required IReadOnlyList<PersonId> Ids { get; init; }

    /// <summary>The platform's user id for this bot.</summary>
    public required string UserId { get; init; }

    /// <summary>The conversation the activity came from.</summary>
    public required ConversationAddress Address { get; init; }

    public required bool IsPersonalChat { get; init; }

    /// <summary>
    /// Their standing in the tenant (employee, guest or foreign), as far as Teams has told.
    /// </summary>
    public required Standing Standing { get; init; }

    /// <summary>The language to answer in.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>The time zone of the person's client; UTC if unknown.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>
    /// The client supports the people picker; otherwise people are entered as e-mail addresses.
    /// </summary>
    public required bool HasPeoplePicker { get; init; }
}
