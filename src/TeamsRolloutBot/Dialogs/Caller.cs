using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Who sent an activity, from the authenticated activity and never from a card's data.
/// </summary>
internal sealed record Caller
{
    public required string TenantId { get; init; }

    /// <summary>The person; the id is the Entra object id where the platform gives one.</summary>
    public required Person Person { get; init; }

    /// <summary>
    /// The ids rollouts may know the person by: the object id, and the addresses they may have been
    /// added with.
    /// </summary>
    public required IReadOnlyList<PersonId> Ids { get; init; }

    /// <summary>The platform's id of the person for this bot.</summary>
    public required string UserId { get; init; }

    /// <summary>The conversation the activity came from.</summary>
    public required ConversationAddress Address { get; init; }

    public required bool IsPersonalChat { get; init; }

    /// <summary>Who the tenant takes them for, as far as Teams has said.</summary>
    public required Standing Standing { get; init; }

    /// <summary>What they are answered in.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>The zone of the person's client; UTC when it does not say.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>
    /// The client serves the people picker; where it does not, people are typed as e-mail
    /// addresses.
    /// </summary>
    public required bool HasPeoplePicker { get; init; }
}
