using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>A file made for one person.</summary>
/// <param name="Name">The file name with its extension.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Content">The content.</param>
internal sealed record GivenFile(string Name, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>
    /// Its name in the history, such as <c>progress</c>; null if it contains nobody else's data.
    /// </summary>
    public string? RecordedAs { get; init; }

    /// <summary>
    /// Duplicates a file handed over along with it, which the history already has.
    /// </summary>
    public bool IsCompanion { get; init; }

    /// <summary>The rollout in whose history it is recorded; null for the tenant's log.</summary>
    public RolloutId? Rollout { get; init; }

    /// <summary>
    /// The person it is about, if it is about one; it is deleted when they are erased.
    /// </summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];
}

/// <summary>A file ready to be fetched.</summary>
/// <param name="Token">Identifies the file.</param>
/// <param name="Link">The download link; null if Teams asks whether to save it.</param>
internal sealed record HandedFile(string Token, SafeLink? Link)
{
    /// <summary>Explains in a sentence how to get the file.</summary>
    public string How => Link is null
        ? ManagerTexts.TeamsAsksYouBelowWhetherTo.With(Downloads.OfferedMinutes)
        : ManagerTexts.TheLinkWorksOnceAndEnds.With(Downloads.LinkMinutes);

    /// <summary>The download button, if it has a link.</summary>
    public IReadOnlyList<AdaptiveAction> Buttons(string title) =>
        Link is { } link ? [Actions.OpenUrl(ManagerTexts.OpensInBrowser.With(title), link)] : [];

    /// <summary>Refers to the file in a text: as a link, or as the file below.</summary>
    public string Named(string name) =>
        Link is { } link ? link.ToMarkdown(ManagerTexts.OpensInBrowser.With(name)) : ManagerTexts.IsInTheFileBelow.With(name);
}
