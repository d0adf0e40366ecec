using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>The stored form of conversation references: the SDK's type as JSON.</summary>
public static class ConversationReferences
{
    /// <summary>The reference as JSON, without empty properties.</summary>
    public static string ToJson(this ConversationReference reference) => TeamsJson.Write(reference);

    /// <summary>Parses the output of <see cref="ToJson"/>.</summary>
    /// <exception cref="Newtonsoft.Json.JsonException">It is not a reference.</exception>
    public static ConversationReference Parse(string json) => TeamsJson.Read<ConversationReference>(json)!;
}
