using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Dialogs;

/// <summary>One activity from a person, as dialogs see it.</summary>
/// <param name="Caller">Who sent it.</param>
/// <param name="Context">The SDK's turn context.</param>
/// <param name="Action">The pressed button; null for a typed message.</param>
/// <param name="Text">The typed text without mentions of the bot; empty for a button press.</param>
internal sealed record Turn(Caller Caller, ITurnContext Context, PressedAction? Action, string Text)
{
    /// <summary>The raw activity.</summary>
    public Activity Activity => Context.Activity;

    /// <summary>
    /// Identifies the activity across redeliveries: 64 hexadecimal digits; null if the activity has
    /// no id.
    /// </summary>
    public string? Id => string.IsNullOrEmpty(Activity.Id) ? null : Identify(Activity.Id);

    /// <summary>
    /// Identifies the button and what was entered, so a double click has one: 64 hexadecimal
    /// digits.
    /// </summary>
    public string Press => Identify(Action?.ReplyToId);

    /// <summary>The id for a rollout created by this turn, stable across redeliveries.</summary>
    public RolloutId NewRollout => Id is { } id ? new RolloutId(id[..32]) : RolloutId.New();

    /// <summary>Files that Teams offers to save, shown below the answer.</summary>
    public ICollection<Attachment> Offered { get; init; } = [];

    /// <summary>Files and pictures that came with the message.</summary>
    public IReadOnlyList<ReceivedFile> Received { get; init; } = [];

    /// <summary>The file <see cref="Text"/> was read from; null if it was typed.</summary>
    public string? FileName { get; init; }

    private string Identify(string? activity) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Caller.TenantId, Caller.Person.Id.Value, Activity.Conversation?.Id, activity, Action?.Verb,
        Action?.Data.GetRawText() ?? Text))));
}
