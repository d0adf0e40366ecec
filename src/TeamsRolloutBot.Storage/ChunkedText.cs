namespace TeamsRolloutBot.Storage;

/// <summary>
/// A text that may exceed the size limit of a property (64 KiB), split across properties of one
/// row: <c>name0</c>, <c>name1</c>, …
/// </summary>
internal static class ChunkedText
{
    // 32,768 UTF-16 characters are 64 KiB; stay slightly below the limit.
    private const int ChunkLength = 32_000;

    /// <summary>Maximum length: keeps the row below 1 MiB.</summary>
    public const int MaxLength = 480_000;

    /// <exception cref="StorageLimitException">The text is longer than
    /// <see cref="MaxLength"/>.</exception>
    public static void Add(RowValues values, string name, string text)
    {
        if (text.Length > MaxLength)
        {
            throw new StorageLimitException(
                $"This is too long to store ({text.Length:N0} characters; the limit is {MaxLength:N0}). Shorten the texts or lists."
            );
        }

        for (var (index, start) = (0, 0); start < text.Length; index++)
        {
            var length = Math.Min(ChunkLength, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
            {
                length--;
            }

            values.Add($"{name}{index}", text.Substring(start, length));
            start += length;
        }
    }

    public static string Read(RowValues values, string name)
    {
        var text = new System.Text.StringBuilder();
        for (var index = 0; values.TryGetString($"{name}{index}", out var chunk); index++)
        {
            text.Append(chunk);
        }

        return text.ToString();
    }
}
