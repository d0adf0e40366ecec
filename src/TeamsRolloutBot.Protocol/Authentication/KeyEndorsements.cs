using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// The channels a published key may speak for: the Bot Connector's <c>endorsements</c> field of a
/// JSON web key.
/// </summary>
internal static class KeyEndorsements
{
    /// <summary>The channel ids; empty if the key is unknown or has no such field.</summary>
    public static IReadOnlyList<string> Of(JsonWebKey? key)
    {
        if (key is null || !key.AdditionalData.TryGetValue("endorsements", out var value))
        {
            return [];
        }

        return value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } array =>
                [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            IEnumerable<object> items => [.. items.OfType<string>()],
            _ => [],
        };
    }
}
