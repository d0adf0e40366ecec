using System.Text.Json.Serialization;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>One page of the roster.</summary>
public sealed record PagedMembers
{
    [JsonConverter(typeof(LenientListConverter<ChannelAccount>))]
    public IReadOnlyList<ChannelAccount>? Members { get; init; }

    /// <summary>Asks for the next page; missing on the last one.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ContinuationToken { get; init; }
}
