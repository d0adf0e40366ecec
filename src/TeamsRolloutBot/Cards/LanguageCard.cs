using System.Text.Json.Nodes;
using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>The choice of a language, each listed by its own name.</summary>
internal static class LanguageCard
{
    public const string Set = "language.set";
    public const string Chosen = "language";

    public static AdaptiveCard Draw() => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, HelpTexts.Language, HelpTexts.WhichLanguage, HelpTexts.LanguageNow.With(Language.Current.Name)),
        [CardKit.Small(HelpTexts.LanguageFromClient)],
        Language.All.Select(Button));

    /// <summary>The other available languages, as buttons in a row.</summary>
    public static AdaptiveColumnSet Others() => CardKit.ActionRow(
        null, [CardKit.Subtle(HelpTexts.Language)], [.. Language.All.Where(language => language != Language.Current).Select(Button)]);

    private static AdaptiveExecuteAction Button(Language language) =>
        Actions.Execute(language.Name, Set, new JsonObject { [Chosen] = language.Code });
}
