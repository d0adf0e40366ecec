using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Dialogs;

/// <summary>One activity that a person sent, as dialogs see it.</summary>
/// <param name="Caller">Who sent it.</param>
/// <param name="Activity">As it came.</param>
/// <param name="Action">The pressed button; null for a typed message.</param>
/// <param name="Text">The typed text without mentions of the bot; empty for a button.</param>
internal sealed record Turn(Caller Caller, Activity Activity, CardAction? Action, string Text)
{
    /// <summary>Files that Teams offers to save, below the answer.</summary>
    public ICollection<Attachment> Offered { get; } = [];
}
