using System.Text.Json;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The parsed body of an error response. There are two formats, and proxies use neither.
/// </summary>
/// <param name="Code">From <c>{"error":{"code":…}}</c>, or the number of <c>{"errorCode":209,…}</c>
/// as text.</param>
/// <param name="SubCode">From the JSON inside the message of the second format.</param>
/// <param name="Message">The message as received.</param>
internal sealed record ConnectorErrorBody(string? Code, string? SubCode, string? Message)
{
    public static ConnectorErrorBody None { get; } = new(null, null, null);

    public static ConnectorErrorBody Parse(ReadOnlyMemory<byte> body)
    {
        if (TryParse(body) is not { } root)
        {
            return None;
        }

        JsonElement? envelope = root;
        var error = envelope.Find("error");
        var code = error.Find("code").AsText() ?? envelope.Find("errorCode").AsText();
        var message = error.Find("message").AsText() ?? envelope.Find("message").AsText();
        return new ConnectorErrorBody(code, SubCodeOf(message), message);
    }

    private static string? SubCodeOf(string? message) =>
        message is not null && message.TrimStart().StartsWith('{') ? TryParse(message).Find("subCode").AsText() : null;

    private static JsonElement? TryParse(string text) => TryParse(System.Text.Encoding.UTF8.GetBytes(text));

    private static JsonElement? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Not JSON, as from gateways: the status must suffice.
            return null;
        }
    }
}
