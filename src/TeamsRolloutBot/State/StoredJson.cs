using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Serialization.SystemTextJson;

namespace TeamsRolloutBot.State;

/// <summary>
/// JSON for domain values in stored documents and definition files: ISO 8601 dates, IANA zone
/// names.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(RolloutDefinition))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Playbook))]
[JsonSerializable(typeof(Domain.Timeline.TimingPlan))]
[JsonSerializable(typeof(ProjectScope))]
[JsonSerializable(typeof(IReadOnlyList<Member>))]
internal sealed partial class StoredJsonContext : JsonSerializerContext;

/// <summary>The JSON configuration of stored documents.</summary>
internal static class StoredJson
{
    /// <summary>The context with the converters for dates, times, zones and ids.</summary>
    public static StoredJsonContext Context { get; } = new(WithConverters(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }));

    public static JsonSerializerOptions WithConverters(JsonSerializerOptions options)
    {
        options.Converters.Add(NodaConverters.InstantConverter);
        options.Converters.Add(NodaConverters.LocalDateConverter);
        options.Converters.Add(NodaConverters.LocalDateTimeConverter);
        options.Converters.Add(ShortTimeConverter.Instance);
        options.Converters.Add(NodaConverters.CreateDateTimeZoneConverter(DateTimeZoneProviders.Tzdb));
        options.Converters.Add(new PersonIdConverter());
        options.Converters.Add(new CohortIdConverter());
        return options;
    }

    /// <summary>Times of day as <c>09:00</c>.</summary>
    private static class ShortTimeConverter
    {
        public static JsonConverter<LocalTime> Instance { get; } =
            new NodaPatternConverter<LocalTime>(NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH':'mm"));
    }

    private sealed class PersonIdConverter : JsonConverter<PersonId>
    {
        public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            PersonId.Parse(reader.GetString()) ?? throw new JsonException("Not a person id.");

        public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }

    private sealed class CohortIdConverter : JsonConverter<CohortId>
    {
        public override CohortId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            CohortId.Parse(reader.GetString()) ?? throw new JsonException("Not a cohort id.");

        public override void Write(Utf8JsonWriter writer, CohortId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
