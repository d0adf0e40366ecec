namespace AdaptiveCards;

/// <summary>An Adaptive Card.</summary>
public sealed record AdaptiveCard
{
    /// <summary>The content type of a card as attachment and as answer to an invoke.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";
}
