using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Dialogs;

/// <summary>One activity that a person sent, as dialogs see it.</summary>
/// <param name="Caller">Who sent it.</param>
/// <param name="Context">The turn, as the SDK has it.</param>
/// <param name="Action">The pressed button; null for a typed message.</param>
/// <param name="Text">The typed text without mentions of the bot; empty for a button.</param>
internal sealed record Turn(Caller Caller, ITurnContext Context, PressedAction? Action, string Text)
{
    /// <summary>As it came.</summary>
    public Activity Activity => Context.Activity;

    /// <summary>
    /// The same for what a client or the platform sends again, and for nothing else: 64 hexadecimal
    /// digits; null where the activity has no id.
    /// </summary>
    public string? Id => string.IsNullOrEmpty(Activity.Id)
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n', Caller.TenantId, Caller.Person.Id.Value, Activity.Conversation?.Id, Activity.Id, Action?.Verb, Action?.Data.GetRawText()
                ?? Text))));

    /// <summary>
    /// The id of a rollout that this turn creates: the same one when the turn comes again.
    /// </summary>
    public RolloutId NewRollout => Id is { } id ? new RolloutId(id[..32]) : RolloutId.New();

    /// <summary>Files that Teams offers to save, below the answer.</summary>
    public ICollection<Attachment> Offered { get; } = [];

    /// <summary>Files and pictures that came with the message.</summary>
    public IReadOnlyList<ReceivedFile> Received { get; init; } = [];

    /// <summary>
    /// The file that <see cref="Text"/> is the content of; null where it was typed.
    /// </summary>
    public string? FileName { get; init; }
}
