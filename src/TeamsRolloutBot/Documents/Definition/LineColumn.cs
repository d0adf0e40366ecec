namespace TeamsRolloutBot.Documents;

/// <summary>A column of a list that is typed or pasted into a field.</summary>
/// <param name="Heading">What stands above it where the field needs a heading.</param>
/// <param name="Fits">True for a text that shows by itself that it belongs here; null: any text
/// may.</param>
/// <param name="OtherHeadings">What programs and people write above it as well.</param>
internal sealed record LineColumn(string Heading, Func<string, bool>? Fits, params IReadOnlyList<string> OtherHeadings)
{
    /// <summary>A column whose headings are texts of <see cref="ListTexts"/>.</summary>
    /// <param name="key">The name of the text.</param>
    /// <param name="fits">See <see cref="Fits"/>.</param>
    public static LineColumn Of(string key, Func<string, bool>? fits = null) => new(key, fits) { Key = key };

    /// <summary>The heading in the reader's language.</summary>
    public string Title => Key is null ? Heading : ListWords.Written(Key);

    private string? Key { get; init; }

    /// <summary>True for a text that would hardly stand behind a comma in a title.</summary>
    public Func<string, bool>? Suggests { get; init; }

    /// <summary>It is the last one and takes what is left of a row.</summary>
    public bool TakesRest { get; init; }

    /// <summary>It holds a link, which may also stand at the end of the first column.</summary>
    public bool IsLink { get; init; }

    /// <summary>True for a heading of this column. Letters and digits count alone.</summary>
    public bool IsNamed(string heading) =>
        Key is { } name
            ? ListWords.Is(name, heading)
            : ListWords.KeyOf(heading) is { Length: > 0 } key && OtherHeadings.Append(Heading).Any(known => ListWords.KeyOf(known) == key);

    /// <summary>True for a text by which a column is known among others.</summary>
    public bool IsShownBy(string cell) => cell.Length > 0 && (Fits?.Invoke(cell) == true || Suggests?.Invoke(cell) == true);
}

/// <summary>A row of such a list as it was split.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Delimiter">What separates its cells; null: nothing.</param>
/// <param name="Cells">Its cells, in their order.</param>
internal sealed record SplitRow(int Line, char? Delimiter, IReadOnlyList<string> Cells);

/// <summary>A row of such a list as it was read.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Cells">A text for each column, empty where there is none.</param>
/// <param name="Problem">Why its columns can't be told apart, as the end of “Line 1: …”; null where
/// they can.</param>
internal sealed record LineRow(int Line, IReadOnlyList<string> Cells, string? Problem);
