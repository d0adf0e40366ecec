namespace TeamsRolloutBot.Reports;

/// <summary>What is to be said of how a field of lines was read.</summary>
internal sealed record LineRemarks
{
    /// <summary>What is wrong, each with its line.</summary>
    public ICollection<string> Problems { get; } = new List<string>();

    /// <summary>
    /// Dates of which another reading is thinkable, each as a sentence in Markdown.
    /// </summary>
    public IList<string> Dates { get; } = new List<string>();

    /// <summary>Headings of columns that are not read.</summary>
    public IReadOnlyList<string> NotUsed { get; init; } = [];
}
