using System.Text;
using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>How large a card is on the wire.</summary>
/// <param name="Utf8Bytes">What is sent.</param>
/// <param name="Utf16Bytes">What Teams counts against its 100 KB limit for a message: two bytes a
/// UTF-16 unit.</param>
internal readonly record struct CardSize(int Utf8Bytes, int Utf16Bytes)
{
    /// <summary>
    /// The limit cards are held to: 28 KB, the smallest any Teams path states (incoming webhooks),
    /// so that a card can be moved to each of them. Above 100 KB in UTF-16 the connector answers
    /// 413 <c>MessageSizeTooBig</c>.
    /// </summary>
    public const int Budget = 28 * 1024;

    /// <summary>
    /// Above this the connector answers 413; the whole activity counts, Base64 images do not.
    /// </summary>
    public const int TeamsLimitUtf16Bytes = 100 * 1024;

    /// <summary>
    /// True when both counts are within <see cref="Budget"/> and
    /// <see cref="TeamsLimitUtf16Bytes"/>.
    /// </summary>
    public bool Fits => Utf8Bytes <= Budget && Utf16Bytes <= TeamsLimitUtf16Bytes;

    public static CardSize Measure(AdaptiveCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var json = card.ToJson();
        return new CardSize(Encoding.UTF8.GetByteCount(json), 2 * json.Length);
    }
}
