using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Text;

/// <summary>
/// An absolute http or https address without credentials: the only kind of user-supplied link a
/// card may contain.
/// </summary>
internal sealed record SafeLink
{
    private SafeLink(string url) => Url = url;

    /// <summary>The escaped address.</summary>
    public string Url { get; }

    /// <summary>
    /// Rejects other schemes (<c>javascript:</c>, <c>file:</c>, <c>msteams:</c>), relative
    /// addresses and addresses with a user name.
    /// </summary>
    public static bool TryCreate(string? text, [NotNullWhen(true)] out SafeLink? link)
    {
        link = Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.Host.Length > 0
            && uri.UserInfo.Length == 0
                ? new SafeLink(uri.AbsoluteUri)
                : null;
        return link is not null;
    }

    /// <summary>
    /// Reads a link as people paste it: also <c>www.…</c>, in angle brackets, or as Markdown
    /// <c>[text](https://…)</c>. The result is as safe as that of <see cref="TryCreate"/>.
    /// </summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out SafeLink? link)
    {
        var address = text?.Trim() ?? string.Empty;
        if (address.StartsWith('[') && address.EndsWith(')') && address.IndexOf("](", StringComparison.Ordinal) is > 0 and var middle)
        {
            address = address[(middle + 2)..^1].Trim();
        }

        address = address.StartsWith('<') && address.EndsWith('>') ? address[1..^1].Trim() : address;
        var isBare = address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && !address.Any(char.IsWhiteSpace);
        return TryCreate(isBare ? $"https://{address}" : address, out link);
    }

    /// <summary>
    /// Splits a title and its link, as <c>[title](https://…)</c> or <c>title https://…</c>; null if
    /// either is missing.
    /// </summary>
    public static (string Title, string Address)? SplitTitled(string text)
    {
        if (text.StartsWith('[') && text.EndsWith(')') && text.IndexOf("](", StringComparison.Ordinal) is > 1 and var middle)
        {
            return TryRead(text, out _) ? (text[1..middle].Trim(), text) : null;
        }

        var blank = text.LastIndexOfAny([' ', '\n']);
        var title = blank < 0 ? string.Empty : text[..blank].TrimEnd(' ', '\u00a0', '\n', ':', '-', '–', '—');
        return title.Length > 0 && TryRead(text[(blank + 1)..], out _) ? (title, text[(blank + 1)..]) : null;
    }

    /// <summary>For addresses from our own code.</summary>
    /// <exception cref="ArgumentException">It is not an absolute http or https address.</exception>
    public static SafeLink Create(string text) =>
        TryCreate(text, out var link)
            ? link
            : throw new ArgumentException("Not an absolute http or https address without credentials.", nameof(text));

    /// <summary>
    /// The link in Markdown, for a text block. Parentheses are escaped, because they would end the
    /// address.
    /// </summary>
    public string ToMarkdown(string title) =>
        $"[{CardText.Escape(title)}]({Url.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";

    public override string ToString() => Url;
}
