using System.Text;
using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>The size of a card on the wire.</summary>
/// <param name="Utf8Bytes">The bytes sent.</param>
/// <param name="Utf16Bytes">The size Teams counts against its 100 KB message limit: two bytes per
/// UTF-16 unit.</param>
internal readonly record struct CardSize(int Utf8Bytes, int Utf16Bytes)
{
    /// <summary>
    /// The limit for our cards: 28 KB, the smallest limit documented for any Teams path (incoming
    /// webhooks), so that a card can move to any of them. Above 100 KB in UTF-16 the connector
    /// answers 413 <c>MessageSizeTooBig</c>.
    /// </summary>
    public const int Budget = 28 * 1024;

    /// <summary>
    /// Above this the connector answers 413. The whole activity counts, except Base64 images.
    /// </summary>
    public const int TeamsLimitUtf16Bytes = 100 * 1024;

    /// <summary>Whether both sizes are within their limits.</summary>
    public bool Fits => Utf8Bytes <= Budget && Utf16Bytes <= TeamsLimitUtf16Bytes;

    public static CardSize Measure(AdaptiveCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var json = card.ToJson();
        return new CardSize(Encoding.UTF8.GetByteCount(json), 2 * json.Length);
    }
}
