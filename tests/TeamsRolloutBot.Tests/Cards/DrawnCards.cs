using System.Collections.Concurrent;
using AdaptiveCards;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>The gallery in one language, drawn once.</summary>
internal static class DrawnCards
{
    private static readonly ConcurrentDictionary<Language, Lazy<Dictionary<string, AdaptiveCard>>> OfTypicalContent = new();
    private static readonly ConcurrentDictionary<Language, Lazy<Dictionary<string, AdaptiveCard>>> OfLongestContent = new();

    public static Dictionary<string, AdaptiveCard> Typical(Language language) => Drawn(OfTypicalContent, language, CardGallery.Typical);

    public static Dictionary<string, AdaptiveCard> Longest(Language language) => Drawn(OfLongestContent, language, CardGallery.Longest);

    private static Dictionary<string, AdaptiveCard> Drawn(
        ConcurrentDictionary<Language, Lazy<Dictionary<string, AdaptiveCard>>> cards, Language language, Func<CardGallery> gallery) =>
        cards.GetOrAdd(language, of => new Lazy<Dictionary<string, AdaptiveCard>>(() => CardGallery.In(of, gallery))).Value;
}
