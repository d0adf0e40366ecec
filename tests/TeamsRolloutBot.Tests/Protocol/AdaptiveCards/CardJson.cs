using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.AdaptiveCards;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Tests.Protocol.AdaptiveCards;

internal static class CardJson
{
    /// <summary>A card as it goes on the wire.</summary>
    public static string Of(AdaptiveCard card)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        WireJson.Write(buffer, card, ProtocolJson.Default.AdaptiveCard);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>One element as it goes on the wire.</summary>
    public static string Of(AdaptiveElement element) =>
        JsonNode.Parse(Of(new AdaptiveCard { Body = [element] }))!["body"]![0]!.ToJsonString();

    /// <summary>One action as it goes on the wire.</summary>
    public static JsonNode Of(AdaptiveAction action) =>
        JsonNode.Parse(Of(new AdaptiveCard { Actions = [action] }))!["actions"]![0]!;
}
