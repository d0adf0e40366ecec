using AdaptiveCards;

namespace TeamsRolloutBot.Dialogs;

/// <summary>What the bot answers to one activity.</summary>
internal sealed record Reply
{
    /// <summary>
    /// Takes the place of the card whose button was pressed; a new message where none was.
    /// </summary>
    public AdaptiveCard? Card { get; init; }

    /// <summary>A sentence instead of a card; a pressed card stays as it is.</summary>
    public string? Text { get; init; }

    /// <summary>Further messages below it.</summary>
    public IReadOnlyList<AdaptiveCard> More { get; init; } = [];

    public static Reply With(AdaptiveCard card) => new() { Card = card };

    public static Reply Say(string text) => new() { Text = text };

    /// <summary>A sentence below the card that was pressed, which stays.</summary>
    public static Reply Below(params IReadOnlyList<AdaptiveCard> cards) => new() { More = cards };
}
