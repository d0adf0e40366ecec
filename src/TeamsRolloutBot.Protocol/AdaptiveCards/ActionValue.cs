using System.Text.Json;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>One value of <see cref="ActionData"/>: text, a boolean, a whole number, null, or JSON. Made by assigning one of them.</summary>
public readonly record struct ActionValue
{
    private readonly Kind kind;
    private readonly long number;
    private readonly string? text;
    private readonly JsonElement json;

    private ActionValue(Kind kind, long number = 0, string? text = null, JsonElement json = default)
    {
        this.kind = kind;
        this.number = number;
        this.text = text;
        this.json = json;
    }

    private enum Kind : byte
    {
        Null,
        Text,
        Boolean,
        Number,
        Json,
    }

    public static implicit operator ActionValue(string? value) => FromString(value);

    public static implicit operator ActionValue(bool value) => FromBoolean(value);

    public static implicit operator ActionValue(long value) => FromInt64(value);

    public static implicit operator ActionValue(int value) => FromInt64(value);

    public static implicit operator ActionValue(JsonElement value) => FromJsonElement(value);

    public static ActionValue FromString(string? value) => value is null ? default : new(Kind.Text, text: value);

    public static ActionValue FromBoolean(bool value) => new(Kind.Boolean, value ? 1 : 0);

    public static ActionValue FromInt64(long value) => new(Kind.Number, value);

    /// <summary>Any JSON; the element has to outlive the card.</summary>
    public static ActionValue FromJsonElement(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? default : new(Kind.Json, json: value);

    /// <summary>The value as JSON spells it, without quotation marks around text.</summary>
    public override string ToString() => kind switch
    {
        Kind.Text => text!,
        Kind.Boolean => number == 1 ? "true" : "false",
        Kind.Number => number.ToString(),
        Kind.Json => json.ToString(),
        _ => "null",
    };

    internal void WriteTo(Utf8JsonWriter writer)
    {
        switch (kind)
        {
            case Kind.Text:
                writer.WriteStringValue(text);
                break;
            case Kind.Boolean:
                writer.WriteBooleanValue(number == 1);
                break;
            case Kind.Number:
                writer.WriteNumberValue(number);
                break;
            case Kind.Json:
                json.WriteTo(writer);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
