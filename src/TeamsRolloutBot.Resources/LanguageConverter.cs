using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Resources;

/// <summary>A language in JSON: its code.</summary>
public sealed class LanguageConverter : JsonConverter<Language>
{
    public override Language? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Language.Of(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Language value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Code);
}
