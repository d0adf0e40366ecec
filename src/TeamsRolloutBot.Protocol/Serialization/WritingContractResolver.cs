using System.Reflection;
using AdaptiveCards;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using JsonElement = System.Text.Json.JsonElement;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>
/// Serialises the SDK's types; cards use their own generated code, and raw JSON is passed through.
/// </summary>
internal sealed class WritingContractResolver : DefaultContractResolver
{
    public static readonly WritingContractResolver Instance = new();

    private WritingContractResolver()
    {
    }

    protected override JsonConverter? ResolveContractConverter(Type objectType) =>
        objectType == typeof(AdaptiveCard) ? new CardConverter()
        : objectType == typeof(JsonElement) ? new ElementConverter()
        : base.ResolveContractConverter(objectType);

    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (member.DeclaringType == typeof(Attachment) && member.Name == nameof(Attachment.Content))
        {
            // The SDK's converter inspects every property of the content for a stream, by
            // reflection, and first copies it into a tree.
            property.Converter = null;
        }
        else if (member.DeclaringType == typeof(TeamsChannelAccount) && property.PropertyName == "objectId")
        {
            // An alias of the Entra object id, for reading only.
            property.ShouldSerialize = _ => false;
        }

        return property;
    }

    private abstract class RawConverter<T> : JsonConverter<T>
    {
        public override bool CanRead => false;

        public override T ReadJson(
            JsonReader reader, Type objectType, T? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
            throw new NotSupportedException();

        public override void WriteJson(JsonWriter writer, T? value, JsonSerializer serializer) => writer.WriteRawValue(JsonOf(value!));

        protected abstract string JsonOf(T value);
    }

    private sealed class CardConverter : RawConverter<AdaptiveCard>
    {
        protected override string JsonOf(AdaptiveCard value) => value.ToJson();
    }

    private sealed class ElementConverter : RawConverter<JsonElement>
    {
        protected override string JsonOf(JsonElement value) => value.GetRawText();
    }
}
