using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>A file made for one person.</summary>
/// <param name="Name">With its extension.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">The bytes.</param>
internal sealed record GivenFile(string Name, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>
    /// What the history calls it, such as <c>progress</c>; null where it holds nobody else's data.
    /// </summary>
    public string? RecordedAs { get; init; }

    /// <summary>
    /// It says the same as another one that is handed over with it: the history has that one.
    /// </summary>
    public bool IsCompanion { get; init; }

    /// <summary>
    /// The rollout it is of, in whose history it is recorded; null: the tenant's.
    /// </summary>
    public RolloutId? Rollout { get; init; }

    /// <summary>
    /// Whose data it is made of, where it is of one person: it goes when they are erased.
    /// </summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];
}

/// <summary>A file on its way to a person.</summary>
/// <param name="Token">By which it is found.</param>
/// <param name="Link">Where it is fetched; null where Teams asks the person whether to save
/// it.</param>
internal sealed record HandedFile(string Token, SafeLink? Link)
{
    /// <summary>How the person gets it, in a sentence.</summary>
    public string How => Link is null
        ? ManagerTexts.TeamsAsksYouBelowWhetherTo.With(Downloads.OfferedMinutes)
        : ManagerTexts.TheLinkWorksOnceAndEnds.With(Downloads.LinkMinutes);

    /// <summary>The button that fetches it, where it is fetched by one.</summary>
    public IReadOnlyList<AdaptiveAction> Buttons(string title) =>
        Link is { } link ? [Actions.OpenUrl(ManagerTexts.OpensInBrowser.With(title), link)] : [];

    /// <summary>How a text names it: as a link, or as what is below.</summary>
    public string Named(string name) =>
        Link is { } link ? link.ToMarkdown(ManagerTexts.OpensInBrowser.With(name)) : ManagerTexts.IsInTheFileBelow.With(name);
}
