using Newtonsoft.Json;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>
/// How the SDK's types are read and written. The resolvers are shared by all: each learns every
/// type once, and that takes milliseconds.
/// </summary>
internal static class TeamsJson
{
    /// <summary>How deep incoming JSON may nest.</summary>
    public const int MaximumDepth = 64;

    private static readonly JsonSerializer Reader = JsonSerializer.Create(Reading(new JsonSerializerSettings()));

    private static readonly JsonSerializer Writer = JsonSerializer.Create(
        Writing(new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore }));

    /// <summary>
    /// Reads so that nothing is lost over one field, text that looks like a date stays text, and no
    /// type is made that the JSON names.
    /// </summary>
    public static JsonSerializerSettings Reading(JsonSerializerSettings settings)
    {
        settings.ContractResolver = LenientContractResolver.Instance;
        settings.DateParseHandling = DateParseHandling.None;
        settings.MetadataPropertyHandling = MetadataPropertyHandling.Ignore;
        settings.NullValueHandling = NullValueHandling.Include;
        settings.TypeNameHandling = TypeNameHandling.None;
        settings.MaxDepth = MaximumDepth;
        return settings;
    }

    /// <summary>Writes cards as they write themselves.</summary>
    public static JsonSerializerSettings Writing(JsonSerializerSettings settings)
    {
        settings.ContractResolver = WritingContractResolver.Instance;
        return settings;
    }

    /// <summary>Reads one of the SDK's types.</summary>
    /// <exception cref="Newtonsoft.Json.JsonException">It is not JSON.</exception>
    public static T? Read<T>(string json)
    {
        using var text = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaximumDepth };
        return Reader.Deserialize<T>(text);
    }

    /// <summary>Writes one of the SDK's types.</summary>
    public static string Write(object value)
    {
        using var text = new StringWriter();
        Writer.Serialize(text, value);
        return text.ToString();
    }
}
