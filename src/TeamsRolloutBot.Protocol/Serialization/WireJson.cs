using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>Writing JSON as it goes on the wire.</summary>
public static class WireJson
{
    /// <summary>
    /// Letters and emoji go out as they are, not as <c>\u</c> escapes of six bytes each: it is sent as <c>application/json</c>, never inside HTML.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes a value with the generated code of a type.</summary>
    public static void Write<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> typeInfo)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        JsonSerializer.Serialize(writer, value, typeInfo);
    }
}
