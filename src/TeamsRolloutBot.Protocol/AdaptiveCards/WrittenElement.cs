using System.Text.Json;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>An element whose JSON is there already: for what stands on many cards as it is. It goes on the wire like the element it was made of.</summary>
public sealed record WrittenElement : AdaptiveElement
{
    private readonly byte[] _json;

    private WrittenElement(string type, byte[] json)
    {
        Type = type;
        _json = json;
    }

    public override string Type { get; }

    public static WrittenElement Of(AdaptiveElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var output = new PooledBuffer();
        WireJson.Write(output, element, ProtocolJson.Default.AdaptiveElement);
        return new(element.Type, output.WrittenSpan.ToArray());
    }

    internal void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(_json, skipInputValidation: true);
}
