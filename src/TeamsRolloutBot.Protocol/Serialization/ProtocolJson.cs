using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>The one JSON context of the protocol: everything on the wire is read and written by generated code.</summary>
/// <remarks>Nesting is limited to 64 levels; deeper input is refused as malformed.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    AllowOutOfOrderMetadataProperties = true,
    MaxDepth = MaximumDepth)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(PagedMembers))]
[JsonSerializable(typeof(List<ChannelAccount>))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>How deep incoming JSON may nest.</summary>
    public const int MaximumDepth = 64;
}
