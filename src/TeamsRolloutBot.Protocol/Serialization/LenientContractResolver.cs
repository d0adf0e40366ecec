using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>
/// Deserialises the SDK's types leniently: a scalar of the wrong type becomes text, a field of an
/// impossible type counts as missing. Uses a converter per property, since an error handler would
/// discard the whole activity.
/// </summary>
internal sealed class LenientContractResolver : DefaultContractResolver
{
    public static readonly LenientContractResolver Instance = new();

    private LenientContractResolver()
    {
    }

    /// <summary>Every account is read as a Teams account, which has more properties.</summary>
    protected override JsonConverter? ResolveContractConverter(Type objectType) =>
        objectType == typeof(ChannelAccount) ? new AccountConverter() : base.ResolveContractConverter(objectType);

    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        property.Converter = ConverterOf(property.PropertyType!);
        return property;
    }

    private static LenientConverter ConverterOf(Type type) =>
        type == typeof(string) ? new TextConverter()
        : type == typeof(bool?) ? new BooleanConverter()
        : type == typeof(DateTimeOffset?) ? new InstantConverter()
        : type == typeof(object) ? new TokenConverter()
        : type is { IsGenericType: true }
              && type.GetGenericTypeDefinition() == typeof(IList<>) ? new ListConverter(type.GetGenericArguments()[0])
        : type.IsClass && type != typeof(JObject) ? new ObjectConverter()
        : new OtherConverter();

    private abstract class LenientConverter : JsonConverter
    {
        public override bool CanWrite => false;

        public override bool CanConvert(Type objectType) => true;

        public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        {
            var start = reader.TokenType;
            if (Read(reader, objectType, serializer) is { } value)
            {
                return value;
            }

            // If it could not be converted, skip its children.
            if (start is JsonToken.StartObject or JsonToken.StartArray && reader.TokenType == start)
            {
                reader.Skip();
            }

            return null;
        }

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();

        /// <summary>The value, or null without having moved the reader.</summary>
        protected abstract object? Read(JsonReader reader, Type type, JsonSerializer serializer);
    }

    private sealed class TextConverter : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer) => reader.TokenType switch
        {
            JsonToken.String => reader.Value,
            JsonToken.Boolean => reader.Value is true ? "true" : "false",
            JsonToken.Integer or JsonToken.Float => Convert.ToString(reader.Value, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private sealed class BooleanConverter : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer) => reader.Value switch
        {
            bool known => known,
            string text => bool.TryParse(text, out var value) ? value : null,
            _ => null,
        };
    }

    private sealed class InstantConverter : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer) =>
            reader.Value is string text
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
                ? value
                : null;
    }

    private sealed class TokenConverter : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer) =>
            reader.TokenType == JsonToken.Null ? null : JToken.Load(reader);
    }

    private sealed class ObjectConverter : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer) =>
            reader.TokenType == JsonToken.StartObject ? serializer.Deserialize(reader, type) : null;
    }

    private sealed class AccountConverter : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer) =>
            reader.TokenType == JsonToken.StartObject ? serializer.Deserialize<TeamsChannelAccount>(reader) : null;
    }

    private sealed class ListConverter(Type item) : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer)
        {
            if (reader.TokenType != JsonToken.StartArray)
            {
                return null;
            }

            // Elements of other types are omitted.
            var wanted = item == typeof(string) ? JsonToken.String : JsonToken.StartObject;
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
            while (reader.Read() && reader.TokenType != JsonToken.EndArray)
            {
                if (reader.TokenType == wanted)
                {
                    list.Add(wanted == JsonToken.String ? reader.Value : serializer.Deserialize(reader, item));
                }
                else
                {
                    reader.Skip();
                }
            }

            return list;
        }
    }

    /// <summary>Types that are rare in activities.</summary>
    private sealed class OtherConverter : LenientConverter
    {
        protected override object? Read(JsonReader reader, Type type, JsonSerializer serializer)
        {
            var token = JToken.Load(reader);
            try
            {
                return token.ToObject(type, serializer);
            }
            catch (Exception odd) when (
                odd is JsonException or FormatException or OverflowException or InvalidCastException or ArgumentException)
            {
                return null;
            }
        }
    }
}
