namespace TeamsRolloutBot.Documents;

/// <summary>A column of a list typed or pasted into a field.</summary>
/// <param name="Heading">The heading to write if the field needs one.</param>
/// <param name="Fits">Recognises text that belongs to this column; null if any text may.</param>
/// <param name="OtherHeadings">Other headings that programs and people use.</param>
internal sealed record LineColumn(string Heading, Func<string, bool>? Fits, params IReadOnlyList<string> OtherHeadings)
{
    /// <summary>A column with headings from <see cref="ListTexts"/>.</summary>
    /// <param name="key">The key of the text.</param>
    /// <param name="fits">See <see cref="Fits"/>.</param>
    public static LineColumn Of(string key, Func<string, bool>? fits = null) => new(key, fits) { Key = key };

    /// <summary>The heading in the reader's language.</summary>
    public string Title => Key is null ? Heading : ListWords.Written(Key);

    private string? Key { get; init; }

    /// <summary>Recognises text that is unlikely to follow a comma within a title.</summary>
    public Func<string, bool>? Suggests { get; init; }

    /// <summary>The last column, which takes the rest of a row.</summary>
    public bool TakesRest { get; init; }

    /// <summary>Holds a link, which may also be at the end of the first column.</summary>
    public bool IsLink { get; init; }

    /// <summary>Whether a heading names this column; compares only letters and digits.</summary>
    public bool IsNamed(string heading) =>
        Key is { } name
            ? ListWords.Is(name, heading)
            : ListWords.KeyOf(heading) is { Length: > 0 } key && OtherHeadings.Append(Heading).Any(known => ListWords.KeyOf(known) == key);

    /// <summary>Whether a cell identifies this column.</summary>
    public bool IsShownBy(string cell) => cell.Length > 0 && (Fits?.Invoke(cell) == true || Suggests?.Invoke(cell) == true);
}

/// <summary>A list row split into cells.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Delimiter">The delimiter of its cells; null for a single cell.</param>
/// <param name="Cells">The cells in order.</param>
internal sealed record SplitRow(int Line, char? Delimiter, IReadOnlyList<string> Cells);

/// <summary>A list row assigned to columns.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Cells">One text per column; may be empty.</param>
/// <param name="Problem">Why its columns cannot be separated, as the end of “Line 1: …”; null if
/// they can.</param>
internal sealed record LineRow(int Line, IReadOnlyList<string> Cells, string? Problem);
