namespace TeamsRolloutBot.Text;

/// <summary>Names and numbers as a sentence has them.</summary>
internal static class Wording
{
    /// <summary>What a draft is called while it may have no name yet.</summary>
    public static string DraftName(string name) => name.Length == 0 ? CommonTexts.NewRollout : name;

    /// <summary>Names as a sentence has them; of many only how many more there are.</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => string.Empty,
        1 => names[0],
        <= 3 => CommonTexts.NamesTwo.With(string.Join(", ", names.SkipLast(1)), names[^1]),
        _ => CommonTexts.NamesMore.With(names[0], names[1], names.Count - 2),
    };

    /// <summary>A text of at most that many characters; what is cut is shown as cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>A share in whole percent; 0 of nothing.</summary>
    public static int Percent(int part, int whole) => whole == 0 ? 0 : (int)Math.Round(100.0 * part / whole);

    /// <summary>How many pages a list has; one at least.</summary>
    public static int Pages(int items, int size) => Math.Max(1, (items + size - 1) / size);
}
