using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>What a person meant to say with a message.</summary>
public static partial class ActivityText
{
    /// <summary>
    /// The text without the mention of the bot (Teams writes <c>&lt;at&gt;Bot&lt;/at&gt;</c> into every channel message that calls it),
    /// with the names of other mentions kept, HTML entities decoded and outer white space removed. Empty when there is no text.
    /// </summary>
    public static string PlainText(this Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (string.IsNullOrEmpty(activity.Text))
        {
            return string.Empty;
        }

        var text = WithoutMentionsOf(activity.Recipient?.Id, activity);
        if (text.Contains('<', StringComparison.Ordinal))
        {
            text = MentionTag().Replace(text, string.Empty);
        }

        // Decoded last: "&lt;at&gt;" is what someone typed, not markup.
        return WebUtility.HtmlDecode(text).Replace('\u00a0', ' ').Trim();
    }

    private static string WithoutMentionsOf(string? accountId, Activity activity)
    {
        var text = activity.Text!;
        if (string.IsNullOrEmpty(accountId) || activity.Entities is null)
        {
            return text;
        }

        foreach (var entity in activity.Entities)
        {
            // Not the SDK's GetMentions, which fails on a mention of an odd shape.
            if (entity.Type == "mention" && entity.Properties.Find("mentioned").Find("id").AsText() == accountId
                && entity.Properties.Find("text").AsText() is { Length: > 0 } mention)
            {
                text = text.Replace(mention, string.Empty, StringComparison.Ordinal);
            }
        }

        return text;
    }

    [GeneratedRegex("</?at(?:\\s[^<>]*)?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MentionTag();
}
