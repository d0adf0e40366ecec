using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Upgrade;

/// <summary>
/// A whole store as text, one JSON object per row, so that a release's state can be kept and read
/// by later releases.
/// </summary>
internal static class StateFile
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task WriteAsync(TableStore store, string path)
    {
        await using var file = new StreamWriter(path);
        await WriteAsync(store, file);
    }

    /// <summary>Everything that is stored, as one text.</summary>
    public static async Task<string> TextAsync(TableStore store)
    {
        await using var text = new StringWriter();
        await WriteAsync(store, text);
        return text.ToString();
    }

    private static async Task WriteAsync(TableStore store, TextWriter file)
    {
        file.NewLine = "\n";
        foreach (var table in Enum.GetValues<Table>())
        {
            await foreach (var partition in store.ListPartitionsAsync(table))
            {
                await foreach (var row in store.QueryAsync(table, partition, RowRange.All))
                {
                    var values = new JsonObject(row.Values.Select(value => KeyValuePair.Create(value.Key, ToJson(value.Value))));
                    await file.WriteLineAsync(
                        new JsonObject
                        {
                            ["table"] = table.ToString(),
                            ["partition"] = partition,
                            ["row"] = row.Key,
                            ["values"] = values
                        }.ToJsonString(Readable));
                }
            }
        }
    }

    public static async Task ReadAsync(string path, TableStore store)
    {
        await foreach (var line in File.ReadLinesAsync(path))
        {
            var row = JsonNode.Parse(line)!.AsObject();
            var values = new RowValues();
            foreach (var (name, value) in row["values"]!.AsObject())
            {
                Set(values, name, value!);
            }

            await store.CommitAsync(
                Enum.Parse<Table>((string)row["table"]!), (string)row["partition"]!, [RowWrite.Upsert((string)row["row"]!, values)]);
        }
    }

    private static JsonNode? ToJson(object value) => value switch
    {
        string text => text,
        long number => number,
        bool flag => flag,
        byte[] bytes => ToJson(bytes),
        _ => throw new NotSupportedException($"A {value.GetType().Name} in a state file."),
    };

    // A file's content: as text if it is text, so that a state can be searched.
    private static JsonObject ToJson(byte[] bytes)
    {
        try
        {
            return new JsonObject { ["utf8"] = Utf8.GetString(bytes) };
        }
        catch (DecoderFallbackException)
        {
            return new JsonObject { ["base64"] = Convert.ToBase64String(bytes) };
        }
    }

    private static void Set(RowValues values, string name, JsonNode value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                values.Set(name, (string)value!);
                break;
            case JsonValueKind.Number:
                values.Set(name, (long)value);
                break;
            case JsonValueKind.Object:
                values.Set(
                    name, value["utf8"] is { } text ? Utf8.GetBytes((string)text!) : Convert.FromBase64String((string)value["base64"]!));
                break;
            default:
                values.Set(name, (bool)value);
                break;
        }
    }
}
