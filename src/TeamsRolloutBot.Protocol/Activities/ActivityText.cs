using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>What a person meant by a message.</summary>
public static partial class ActivityText
{
    /// <summary>
    /// The text without what the client adds: the mention of the bot (Teams writes
    /// <c>&lt;at&gt;Bot&lt;/at&gt;</c> into every channel message addressed to it) and the
    /// punctuation after it, the placeholder of a quoted message (<c>&lt;quoted
    /// messageId="…"/&gt;</c>), and formatting tags. Names in other mentions are kept, HTML
    /// entities are decoded and outer white space is trimmed. Empty if there is no text.
    /// </summary>
    public static string PlainText(this Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (string.IsNullOrEmpty(activity.Text))
        {
            return string.Empty;
        }

        var text = WithoutMentionsOf(activity.Recipient?.Id, activity, Quoted().Replace(activity.Text, " "));
        if (text.Contains('<', StringComparison.Ordinal))
        {
            text = MentionTag().Replace(text, string.Empty);
            text = IsFormatted(activity, text) ? FormatTag().Replace(LineTag().Replace(text, "\n"), string.Empty) : text;
        }

        // Decoded last: "&lt;at&gt;" was typed by a person and is not markup.
        return WebUtility.HtmlDecode(text).Replace('\u00a0', ' ').Trim();
    }

    // Tags are the client's if it declares them or they enclose the whole text; a typed "<" arrives
    // encoded.
    private static bool IsFormatted(Activity activity, string text) =>
        string.Equals(activity.TextFormat, TextFormatTypes.Xml, StringComparison.OrdinalIgnoreCase) || WholeInTags().IsMatch(text.Trim());

    private static string WithoutMentionsOf(string? accountId, Activity activity, string text)
    {
        if (string.IsNullOrEmpty(accountId) || activity.Entities is null)
        {
            return text;
        }

        foreach (var entity in activity.Entities)
        {
            // Not the SDK's GetMentions, which fails on malformed mentions.
            if (entity.Type == "mention" && entity.Properties.Find("mentioned").Find("id").AsText() == accountId
                && entity.Properties.Find("text").AsText() is { Length: > 0 } mention)
            {
                text = Regex.Replace(text, Regex.Escape(mention) + BehindMention, " ", RegexOptions.CultureInvariant);
            }
        }

        return text;
    }

    // “@Bot, help”, “@Bot: help”, “@Bot - help”: the punctuation belongs to the mention. A minus
    // before a number does not.
    private const string BehindMention = @"(?:(?:\s|&nbsp;)*(?:[,:;!]+|\.(?=\s|&nbsp;|$)|[-\u2010-\u2015]+(?=\s|&nbsp;)))?";

    [GeneratedRegex(
        "<quoted\\b[^<>]*/>|<quoted\\b[^<>]*>.*?</quoted\\s*>|</?quoted\\b[^<>]*>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        "^<(p|div|span|ul|ol|blockquote|pre)\\b[^<>]*>.*</\\1\\s*>$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex WholeInTags();

    [GeneratedRegex("<br\\s*/?>|</(?:p|div|li|tr|blockquote)\\s*>(?!$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LineTag();

    [GeneratedRegex(
        "</?(?:p|div|span|br|b|strong|i|em|u|s|strike|del|font|code|pre|blockquote|ul|ol|li|h[1-6]|a|img|emoji|attachment|"
            + "table|thead|tbody|tr|td|th|hr|systemeventmessage|readonly)(?:\\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FormatTag();

    [GeneratedRegex("</?at(?:\\s[^<>]*)?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MentionTag();
}
