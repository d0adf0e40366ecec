using System.Buffers;

namespace TeamsRolloutBot.Storage;

/// <summary>
/// The limits every row must respect on any adapter: those of Azure Tables, which are the stricter
/// ones. Source:
/// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
/// </summary>
internal static class StorageLimits
{
    /// <summary>Maximum rows in a commit.</summary>
    public const int MaxWrites = 100;

    /// <summary>Maximum characters of an escaped key: 1 KiB in UTF-16.</summary>
    public const int MaxKeyLength = 512;

    /// <summary>
    /// Maximum bytes of a property's value; text counts two per UTF-16 code unit.
    /// </summary>
    public const int MaxPropertyBytes = 64 * 1024;

    /// <summary>
    /// Maximum bytes of a row including its keys and names, as counted by <see cref="SizeOf"/>.
    /// </summary>
    public const int MaxRowBytes = 1024 * 1024;

    /// <summary>
    /// Maximum properties of a row: Azure's 252 less the one reserved by the adapter.
    /// </summary>
    public const int MaxProperties = 251;

    /// <summary>Maximum characters of a property name.</summary>
    public const int MaxNameLength = 255;

    /// <summary>
    /// Maximum bytes of a commit on the wire: the 4 MiB payload limit of a transaction.
    /// </summary>
    public const long MaxCommitBytes = 4 * 1024 * 1024;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>
    /// A generous bound for the headers of one write in a transaction, including its address with
    /// both keys.
    /// </summary>
    private const int WireBytesPerWrite = 4 * MaxKeyLength + 1024;

    private const int MostJsonBytes = 6;
    private const int ShortText = 128;

    /// <summary>Escapes a key, checking its length.</summary>
    /// <exception cref="StorageLimitException">The key is empty or too long.</exception>
    public static string EscapeKey(string key, string what)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length == 0)
        {
            throw new StorageLimitException($"A {what} must not be empty.");
        }

        var escaped = KeyEscape.Escape(key);
        return escaped.Length <= MaxKeyLength
            ? escaped
            : throw new StorageLimitException(
                $"A {what} of {key.Length} characters takes {escaped.Length} when escaped; {MaxKeyLength} are allowed.");
    }

    /// <summary>Checks a key's length.</summary>
    /// <exception cref="StorageLimitException">The key is empty or too long.</exception>
    public static void CheckKey(string key, string what)
    {
        // Most keys are short enough to pass even if every character had to be escaped.
        if (key is null or { Length: 0 or > MaxKeyLength / KeyEscape.MostForOne })
        {
            EscapeKey(key!, what);
        }
    }

    /// <summary>Checks a write.</summary>
    /// <param name="escapedPartition">The escaped partition key.</param>
    /// <param name="key">The row key.</param>
    /// <param name="values">The properties; null for a delete.</param>
    /// <exception cref="StorageLimitException">The write violates a limit.</exception>
    public static CheckedWrite Check(string escapedPartition, string key, RowValues? values)
    {
        var escapedKey = EscapeKey(key, "row key");
        if (values is not null)
        {
            CheckRow(escapedPartition, escapedKey, values);
        }

        return new(escapedKey, WireSizeOf(values));
    }

    /// <summary>Checks the properties of one row.</summary>
    /// <exception cref="StorageLimitException">The properties violate a limit.</exception>
    private static void CheckRow(string escapedPartition, string escapedKey, RowValues values)
    {
        if (values.Count > MaxProperties)
        {
            throw new StorageLimitException($"A row has {values.Count} properties; {MaxProperties} are allowed.");
        }

        foreach (var (name, value) in values)
        {
            CheckName(name);
            CheckValue(name, value);
        }

        var size = SizeOf(escapedPartition, escapedKey, values);
        if (size > MaxRowBytes)
        {
            throw new StorageLimitException($"A row has {size} bytes; {MaxRowBytes} are allowed.");
        }
    }

    /// <summary>
    /// A row's size as Azure counts it: 4 bytes, plus two per character of keys, names and texts,
    /// and 8 per property.
    /// </summary>
    public static long SizeOf(string escapedPartition, string escapedKey, RowValues values)
    {
        // The adapter's own property is assumed to take 128 bytes each for name and value.
        var size = 4L + (2 * (escapedPartition.Length + escapedKey.Length)) + 8 + 256;
        foreach (var (name, value) in values)
        {
            size += 8 + (2 * name.Length) + BytesOf(value);
        }

        return size;
    }

    /// <summary>An upper bound for a write's size in a transaction's payload.</summary>
    public static long WireSizeOf(RowValues? values)
    {
        var size = (long)WireBytesPerWrite;
        foreach (var (name, value) in values ?? [])
        {
            // The name, and again in its type annotation.
            size += (2 * name.Length) + 48;
            size += value switch
            {
                string text => JsonBytesOf(text),
                byte[] bytes => ((bytes.Length / 3) + 1) * 4 * 9 / 8, // base64, in which + is escaped
                _ => 24,
            };
        }

        return size;
    }

    private static int BytesOf(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        bool => 1,
        _ => 8,
    };

    private static long JsonBytesOf(string text)
    {
        // Characters the JSON writer escapes take six bytes (\uXXXX); in a short text, assume all
        // of them do.
        if (text.Length <= ShortText)
        {
            return MostJsonBytes * text.Length;
        }

        var size = 0L;
        foreach (var c in text)
        {
            size += char.IsAsciiLetterOrDigit(c) || c == ' ' ? 1 : MostJsonBytes;
        }

        return size;
    }

    private static void CheckName(string name)
    {
        // Azure requires C# identifiers; we allow ASCII only.
        if (name.Length is 0 or > MaxNameLength)
        {
            throw new StorageLimitException($"A property name has {name.Length} characters; 1 to {MaxNameLength} are allowed.");
        }

        if (!char.IsAsciiLetter(name[0]) || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new StorageLimitException(
                $"The property name '{name}' is not allowed: a letter, then letters, digits and underscores (ASCII).");
        }

        if (name is "PartitionKey" or "RowKey" or "Timestamp" or "ETag")
        {
            throw new StorageLimitException($"The property name '{name}' is reserved for the store.");
        }
    }

    private static void CheckValue(string name, object value)
    {
        switch (value)
        {
            case string text when 2L * text.Length > MaxPropertyBytes:
                throw new StorageLimitException(
                    $"The text in '{name}' has {text.Length} characters; {MaxPropertyBytes / 2} are allowed.");
            case string text when HasLoneSurrogate(text):
                throw new StorageLimitException($"The text in '{name}' is not valid Unicode: it has half of a surrogate pair.");
            case byte[] bytes when bytes.Length > MaxPropertyBytes:
                throw new StorageLimitException(
                    $"The data in '{name}' has {bytes.Length} bytes; {MaxPropertyBytes} are allowed.");
            default:
                break;
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
