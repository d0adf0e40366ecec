using System.Globalization;
using Newtonsoft.Json.Linq;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>
/// Lenient access to the SDK's <see cref="JToken"/> values: an unexpected shape counts as missing
/// and never throws.
/// </summary>
public static class JTokens
{
    /// <summary>
    /// The property of an object; null if there is no such property or <paramref name="token"/> is
    /// not an object.
    /// </summary>
    public static JToken? Find(this JToken? token, string property) => (token as JObject)?[property];

    /// <summary>The text of a string, number or boolean; otherwise null.</summary>
    public static string? AsText(this JToken? token) => token?.Type switch
    {
        JTokenType.String => (string?)token,
        JTokenType.Boolean => (bool)token ? "true" : "false",
        JTokenType.Integer or JTokenType.Float => ((JValue)token).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
