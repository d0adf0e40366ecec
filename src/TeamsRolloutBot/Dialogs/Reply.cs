using AdaptiveCards;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The bot's reply to one activity.</summary>
internal sealed record Reply
{
    /// <summary>
    /// Replaces the card whose button was pressed; a new message if there was none.
    /// </summary>
    public AdaptiveCard? Card { get; init; }

    /// <summary>Text instead of a card; leaves a pressed card in place.</summary>
    public string? Text { get; init; }

    /// <summary>Further cards, sent below the reply.</summary>
    public IReadOnlyList<AdaptiveCard> More { get; init; } = [];

    public static Reply With(AdaptiveCard card) => new() { Card = card };

    public static Reply Say(string text) => new() { Text = text };

    /// <summary>Cards below the pressed one, which stays.</summary>
    public static Reply Below(params IReadOnlyList<AdaptiveCard> cards) => new() { More = cards };
}
