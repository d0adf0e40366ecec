using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Domain;

/// <summary>An entry in a typed list of people.</summary>
/// <param name="Text">The entry as typed.</param>
/// <param name="Name">The display name next to the address; null if there is none.</param>
/// <param name="Address">The normalised address; null if the entry has none or has one that can't
/// receive mail.</param>
public sealed record AddressEntry(string Text, string? Name, string? Address)
{
    /// <summary>The address was derived from a guest's sign-in name.</summary>
    public bool IsGuest { get; init; }
}

/// <summary>
/// Parses people as mail programs copy them (RFC 5322, 3.4, as written by Outlook, Gmail and Apple
/// Mail): <c>Name &lt;a@x&gt;; "Last, First" &lt;b@x&gt;</c>, bare addresses and <c>mailto:</c>,
/// separated by semicolons, commas or line breaks. An entry without an address is kept as text,
/// since it may be a name.
/// </summary>
public static partial class AddressList
{
    /// <summary>
    /// The entries in order. No text is lost except separators, list marks and labels such as
    /// <c>To:</c>.
    /// </summary>
    public static IReadOnlyList<AddressEntry> Read(string? text)
    {
        var entries = new List<AddressEntry>();
        foreach (var line in TypedText.Clean(text).ReplaceLineEndings("\n").Split('\n'))
        {
            List<AddressEntry> read =
            [
                .. Split(Label().Replace(TypedText.WithoutListMark(line), string.Empty), ";\t|").SelectMany(ReadSegment)
            ];

            // Two table cells: a name and its address.
            entries.AddRange(
                read is [{ Address: null } name, { Name: null, Address: not null } entry] && line.Contains('\t', StringComparison.Ordinal)
                    ? [entry with { Text = $"{name.Text}, {entry.Text}", Name = NameOf(name.Text) }]
                    : read
            );
        }

        return entries;
    }

    /// <summary>
    /// The single entry of a cell; the address is null if the cell has none, has several, or holds
    /// more than a name and an address.
    /// </summary>
    public static AddressEntry ReadOne(string? text)
    {
        var clean = TypedText.Clean(text).Trim();
        return ReadPart(clean) is [var only] ? only : new AddressEntry(clean, null, null);
    }

    private static List<AddressEntry> ReadSegment(string segment)
    {
        var entries = new List<AddressEntry>();
        foreach (var part in Split(segment, ","))
        {
            foreach (var entry in ReadPart(part))
            {
                if (entry.Address is not null && entries is [.., { Address: null } before] && BelongsTo(before.Text, entry))
                {
                    // “Berger, Ines <ines@…>” without quotes, and “Ines Berger, ines@…”.
                    entries[^1] = entry with
                    {
                        Text = $"{before.Text}, {entry.Text}",
                        Name = entry.Name is null ? before.Text : $"{before.Text}, {entry.Name}"
                    };
                }
                else
                {
                    entries.Add(entry);
                }
            }
        }

        return entries;
    }

    // A name before a comma belongs to the next entry if it is a last name alone or matches the
    // address; otherwise it is a separate person.
    private static bool BelongsTo(string before, AddressEntry entry)
    {
        if (before.Contains('@', StringComparison.Ordinal) || before.Any(char.IsDigit))
        {
            return false;
        }

        var mailbox = Letters(entry.Address![..entry.Address!.IndexOf('@', StringComparison.Ordinal)]);
        var words = before.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isNamed = words.Select(Letters).Any(word => word.Length > 1 && mailbox.Contains(word, StringComparison.Ordinal));
        return isNamed || (entry.Name is { } name && (words.Length == 1 || !name.Contains(' ', StringComparison.Ordinal)));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();

    private static List<AddressEntry> ReadPart(string part)
    {
        var text = TypedText.WithoutListMark(TypedText.Clean(part)).Trim();
        if (text.Length == 0)
        {
            return [];
        }

        if (Linked().Match(text) is { Success: true } link)
        {
            return [Entry(text, link.Groups["name"].Value, link.Groups["address"].Value)];
        }

        if (Several().Split(text) is { Length: > 1 } several)
        {
            return [.. several.SelectMany(ReadPart)];
        }

        if (Bracketed().Match(text) is { Success: true } bracketed)
        {
            return [Entry(text, bracketed.Groups["name"].Value + bracketed.Groups["after"].Value, bracketed.Groups["address"].Value)];
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var addresses = words.Where(word => word.Contains('@', StringComparison.Ordinal)).ToList();
        return addresses.Count switch
        {
            1 => [Entry(text, string.Join(' ', words.Where(word => word != addresses[0])), addresses[0])],
            > 1 when addresses.Count == words.Length => [.. words.Select(word => Entry(word, string.Empty, word))],
            _ => [new AddressEntry(text, null, null)],
        };
    }

    private static AddressEntry Entry(string text, string name, string written)
    {
        var address = SingleLine.Trim(written).Trim('<', '>', '[', ']', '(', ')', '"', '\'', '“', '”', '‘', '’');
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            address = address["mailto:".Length..];
            address = address.IndexOf('?', StringComparison.Ordinal) is > 0 and var query ? address[..query] : address;
        }
        else if (address.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase))
        {
            address = address["smtp:".Length..];
        }

        var guest = GuestSignInName.AddressIn(address);
        var shown = NameOf(name);
        var isAddress = guest is not null || EmailAddress.IsValid(address);
        return new AddressEntry(
            text, shown.Length == 0 || EmailAddress.IsValid(shown) ? null : shown,
            isAddress ? guest ?? EmailAddress.Normalise(address) : null)
        {
            IsGuest = guest is not null,
        };
    }

    private static string NameOf(string written)
    {
        var name = SingleLine.Trim(written).TrimEnd(',', ':', '-', '–', ' ').TrimStart('@');
        name = name.StartsWith('(') && name.EndsWith(')') ? name[1..^1] : name;
        return TypedText.Unquoted(name).Replace("\\\"", "\"", StringComparison.Ordinal).Trim();
    }

    // Splits at separators outside quotes and brackets. An unclosed quote or bracket is plain text.
    private static IEnumerable<string> Split(string text, string separators)
    {
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (Closing(text[index]) is { } closing && (text[index] != '"' || text[start..index].Trim().Length == 0)
                && text.IndexOf(closing, index + 1) is > 0 and var end
                    && (text[index] != '<' || !text[index..end].Contains(';', StringComparison.Ordinal)))
            {
                index = end;
            }
            else if (separators.Contains(text[index], StringComparison.Ordinal))
            {
                yield return text[start..index];
                start = index + 1;
            }
        }

        yield return text[start..];
    }

    private static char? Closing(char opening) => opening switch
    {
        '"' => '"',
        '“' => '”',
        '<' => '>',
        _ => null,
    };

    // The header label in front of the list when a whole mail was copied.
    [GeneratedRegex(@"^\s*(?:to|from|para|de|à|a|an|von|b?cc|c[co]o|cci)\s*:\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    // Maria <m@x> and Bob <b@x>
    [GeneratedRegex(
        @"(?<=<[^<>]*@[^<>]*>)\s+(?:(?:and|(?-i:y|e|et))\s+|&\s*)?(?=[^<>@]*<[^<>]*@[^<>]*>)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Several();

    // [Maria Lopez](mailto:maria@contoso.com), the form in which Teams copies a link.
    [GeneratedRegex(@"^\[(?<name>[^\]]*)\]\((?<address>mailto:[^)\s]+)\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Linked();

    [GeneratedRegex(@"^(?<name>[^<>]*)<\s*(?<address>[^<>]*@[^<>]*)>(?<after>[^<>@]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();
}
