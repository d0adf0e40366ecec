using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Reports;

/// <summary>Lists that are typed one entry on each line, its parts separated by <c>|</c>.</summary>
internal static class LineList
{
    public const char Separator = '|';

    public static string[] Parts(string line) => [.. line.Split(Separator).Select(SingleLine.Trim)];

    public static string Join(params IEnumerable<string?> parts)
    {
        var list = parts.Select(part => part ?? string.Empty).ToList();
        while (list.Count > 1 && list[^1].Length == 0)
        {
            list.RemoveAt(list.Count - 1);
        }

        return string.Join(" | ", list);
    }

    /// <summary>An id made of a title: small letters, digits and hyphens; unique among those taken.</summary>
    public static string IdFor(string title, ICollection<string> taken)
    {
        var letters = title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        var stem = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        stem = stem.Length == 0 ? "item" : stem[..Math.Min(stem.Length, 40)];
        var id = stem;
        for (var n = 2; taken.Contains(id); n++)
        {
            id = $"{stem}-{n}";
        }

        taken.Add(id);
        return id;
    }
}
