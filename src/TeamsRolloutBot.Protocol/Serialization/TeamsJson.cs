using Newtonsoft.Json;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>
/// Serialisation of the SDK's types. The resolvers are shared, as each takes milliseconds to learn
/// all the types.
/// </summary>
internal static class TeamsJson
{
    /// <summary>Maximum nesting of incoming JSON.</summary>
    public const int MaximumDepth = 64;

    private static readonly JsonSerializer Reader = JsonSerializer.Create(Reading(new JsonSerializerSettings()));

    private static readonly JsonSerializer Writer = JsonSerializer.Create(
        Writing(new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore }));

    /// <summary>
    /// Reads leniently, keeps date-like text as text, and never instantiates types named in the
    /// JSON.
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

    /// <summary>Writes cards with their own serialiser.</summary>
    public static JsonSerializerSettings Writing(JsonSerializerSettings settings)
    {
        settings.ContractResolver = WritingContractResolver.Instance;
        return settings;
    }

    /// <summary>Deserialises one of the SDK's types.</summary>
    /// <exception cref="Newtonsoft.Json.JsonException">It is not JSON.</exception>
    public static T? Read<T>(string json)
    {
        using var text = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaximumDepth };
        return Reader.Deserialize<T>(text);
    }

    /// <summary>Serialises one of the SDK's types.</summary>
    public static string Write(object value)
    {
        using var text = new StringWriter();
        Writer.Serialize(text, value);
        return text.ToString();
    }
}
