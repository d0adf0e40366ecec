using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// A small card: a confirmation, a refusal, a piece of information or a question.
/// </summary>
internal static class MessageCard
{
    public static AdaptiveCard Information(string title, string text, params IReadOnlyList<AdaptiveAction> actions) =>
        Draw(AdaptiveContainerStyle.Accent, MemberTexts.ForYouToKnow, title, text, actions);

    /// <summary>Asks for confirmation before something irreversible.</summary>
    public static AdaptiveCard Question(string title, string text, params IReadOnlyList<AdaptiveAction> actions) =>
        Draw(AdaptiveContainerStyle.Warning, MemberTexts.NothingHasBeenChangedYet, title, text, actions);

    public static AdaptiveCard Done(string title, string text, params IReadOnlyList<AdaptiveAction> actions) =>
        Draw(AdaptiveContainerStyle.Good, MemberTexts.Done, title, text, actions);

    public static AdaptiveCard Refusal(string title, string text, params IReadOnlyList<AdaptiveAction> actions) =>
        Draw(AdaptiveContainerStyle.Attention, MemberTexts.NotDone, title, text, actions);

    private static AdaptiveCard Draw(
        AdaptiveContainerStyle style, string where, string title, string text, IReadOnlyList<AdaptiveAction> actions) =>
        CardKit.Card(CardKit.Header(style, where, title), [CardKit.Text(text)], actions);
}
