namespace TeamsRolloutBot.Documents;

/// <summary>Titles in line-by-line lists.</summary>
internal static class LineTitles
{
    /// <summary>
    /// The problem with a title, as the end of “Line 1: …”; null if there is none.
    /// </summary>
    public static string? Problem(string title) => title.Length is 0 or > Limits.Title
        ? ReadingTexts.TheTitleNeeds1ToCharacters.With(Limits.Title)
        : SingleLine.Problem(title) is { } problem ? ReadingTexts.TheTitle.With(problem) : null;

    /// <summary>
    /// Derives an id from a title: lowercase letters, digits and hyphens, unique among those taken.
    /// </summary>
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
