namespace TeamsRolloutBot.Text;

/// <summary>Formats names and numbers for sentences.</summary>
internal static class Wording
{
    /// <summary>The display name of a draft, which may have no name yet.</summary>
    public static string DraftName(string name) => name.Length == 0 ? CommonTexts.NewRollout : name;

    /// <summary>
    /// Lists names for a sentence; a long list ends with how many more there are.
    /// </summary>
    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => string.Empty,
        1 => names[0],
        <= 3 => CommonTexts.NamesTwo.With(string.Join(", ", names.SkipLast(1)), names[^1]),
        _ => CommonTexts.NamesMore.With(names[0], names[1], names.Count - 2),
    };

    /// <summary>Shortens a text to a maximum length, with an ellipsis if it was cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>A share in whole percent; 0 if the whole is 0.</summary>
    public static int Percent(int part, int whole) => whole == 0 ? 0 : (int)Math.Round(100.0 * part / whole);

    /// <summary>The number of pages of a list; at least one.</summary>
    public static int Pages(int items, int size) => Math.Max(1, (items + size - 1) / size);
}
