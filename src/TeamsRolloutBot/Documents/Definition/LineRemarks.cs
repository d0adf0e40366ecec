namespace TeamsRolloutBot.Documents;

/// <summary>Remarks about how a line-by-line field was read.</summary>
internal sealed record LineRemarks
{
    /// <summary>The problems, each with its line.</summary>
    public ICollection<string> Problems { get; } = new List<string>();

    /// <summary>Ambiguous dates, each as a sentence in Markdown.</summary>
    public IList<string> Dates { get; } = new List<string>();

    /// <summary>The headings of unused columns.</summary>
    public IReadOnlyList<string> NotUsed { get; init; } = [];
}
