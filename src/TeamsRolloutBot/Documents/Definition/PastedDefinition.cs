namespace TeamsRolloutBot.Documents;

/// <summary>
/// Finds a definition in pasted text: within a code fence, quotes or sentences, with or without a
/// byte order mark.
/// </summary>
internal static class PastedDefinition
{
    /// <summary>
    /// From the first brace to its closing one, or to the end if it is never closed. Text without a
    /// brace is returned whole.
    /// </summary>
    public static string In(string text)
    {
        var start = text.IndexOf('{', StringComparison.Ordinal);
        return start < 0
            ? TypedText.Clean(text).Trim()
            : EndOf(text, start) is { } end
            ? text[start..(end + 1)]
            : text[start..].TrimEnd('`', ' ', '\n', '\r', '\t');
    }

    /// <summary>Whether the first brace is closed.</summary>
    public static bool IsWhole(string definition) =>
        definition.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start && EndOf(definition, start) is not null;

    /// <summary>
    /// Whether a text contains what is meant as a definition, even with typographic quotes.
    /// </summary>
    public static bool IsIn(string text)
    {
        var folded = text.Contains('{', StringComparison.Ordinal) ? TypedText.Fold(text) : string.Empty;
        var start = folded.IndexOf('{', StringComparison.Ordinal);
        return start >= 0
            && folded.AsSpan(start + 1).TrimStart() is ['"', ..]
            && folded.Contains("\"cohorts\"", StringComparison.OrdinalIgnoreCase);
    }

    // Ignores braces within strings.
    private static int? EndOf(string text, int start)
    {
        var depth = 0;
        var isText = false;
        for (var index = start; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '\\' when isText:
                    index++;
                    break;
                case '"':
                    isText = !isText;
                    break;
                case '{' when !isText:
                    depth++;
                    break;
                case '}' when !isText:
                    depth--;
                    break;
            }

            if (depth == 0)
            {
                return index;
            }
        }

        return null;
    }
}
