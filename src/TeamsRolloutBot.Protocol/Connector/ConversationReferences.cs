using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>Conversation references as they are kept: the SDK's, as its JSON.</summary>
public static class ConversationReferences
{
    /// <summary>The reference as JSON, without what it does not say.</summary>
    public static string ToJson(this ConversationReference reference) => TeamsJson.Write(reference);

    /// <summary>The reference that <see cref="ToJson"/> has written.</summary>
    /// <exception cref="Newtonsoft.Json.JsonException">It is not one.</exception>
    public static ConversationReference Parse(string json) => TeamsJson.Read<ConversationReference>(json)!;
}
