using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>
/// The fields a button sends back, in the order they were added: <c>new ActionData { ["task"] = id, ["done"] = true }</c>.
/// </summary>
[JsonConverter(typeof(ActionDataConverter))]
public sealed class ActionData : IEnumerable<KeyValuePair<string, ActionValue>>
{
    private readonly List<KeyValuePair<string, ActionValue>> fields;

    public ActionData() => fields = [];

    private ActionData(List<KeyValuePair<string, ActionValue>> fields) => this.fields = fields;

    /// <summary>No fields. A new instance each time, since data can be added to.</summary>
    public static ActionData Empty => [];

    public int Count => fields.Count;

    /// <summary>The value of a field.</summary>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public ActionValue this[string name]
    {
        get => IndexOf(name) is var index and >= 0 ? fields[index].Value : throw new KeyNotFoundException($"The data has no field '{name}'.");
        set
        {
            var field = KeyValuePair.Create(name, value);
            if (IndexOf(name) is var index and >= 0)
            {
                fields[index] = field;
            }
            else
            {
                fields.Add(field);
            }
        }
    }

    /// <summary>The fields of a small record.</summary>
    /// <exception cref="ArgumentException">The value is not written as an object.</exception>
    public static ActionData From<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        var element = JsonSerializer.SerializeToElement(value, typeInfo);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("The data of an action is an object.", nameof(value));
        }

        var data = new ActionData();
        foreach (var property in element.EnumerateObject())
        {
            data[property.Name] = property.Value;
        }

        return data;
    }

    public static implicit operator ActionData(JsonObject value) => FromJsonObject(value);

    /// <summary>The fields of a JSON object.</summary>
    public static ActionData FromJsonObject(JsonObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var data = new ActionData();
        foreach (var (name, node) in value)
        {
            data[name] = node is null ? default(ActionValue) : JsonSerializer.SerializeToElement(node, Serialization.ProtocolJson.Default.JsonNode);
        }

        return data;
    }

    public void Add(string name, ActionValue value) => this[name] = value;

    /// <summary>A copy with one field added or replaced.</summary>
    public ActionData With(string name, ActionValue value)
    {
        var copy = new List<KeyValuePair<string, ActionValue>>(fields.Count + 1);
        copy.AddRange(fields);
        return new ActionData(copy) { [name] = value };
    }

    public IEnumerator<KeyValuePair<string, ActionValue>> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private int IndexOf(string name)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (string.Equals(fields[index].Key, name, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }
}

internal sealed class ActionDataConverter : JsonConverter<ActionData>
{
    public override ActionData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var data = new ActionData();
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in document.RootElement.EnumerateObject())
            {
                data[property.Name] = property.Value.Clone();
            }
        }

        return data;
    }

    public override void Write(Utf8JsonWriter writer, ActionData value, JsonSerializerOptions options) => value.WriteTo(writer);
}
