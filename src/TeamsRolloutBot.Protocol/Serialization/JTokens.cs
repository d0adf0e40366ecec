using System.Globalization;
using Newtonsoft.Json.Linq;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>
/// Reading what the SDK keeps as <see cref="JToken"/>: a wrong shape is a missing value, never an
/// exception.
/// </summary>
public static class JTokens
{
    /// <summary>
    /// The property of an object, or nothing when there is no such property or
    /// <paramref name="token"/> is no object.
    /// </summary>
    public static JToken? Find(this JToken? token, string property) => (token as JObject)?[property];

    /// <summary>The text of a string, or of a number or boolean; otherwise nothing.</summary>
    public static string? AsText(this JToken? token) => token?.Type switch
    {
        JTokenType.String => (string?)token,
        JTokenType.Boolean => (bool)token ? "true" : "false",
        JTokenType.Integer or JTokenType.Float => ((JValue)token).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
