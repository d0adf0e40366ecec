using System.Text.Json;
using AdaptiveCards;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>The answer to an invoke.</summary>
/// <remarks>
/// For <c>adaptiveCard/action</c> the HTTP status is always 200 and the client looks at the <c>statusCode</c> in the body
/// (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format).
/// </remarks>
public sealed class InvokeResponse
{
    private readonly Action<Utf8JsonWriter>? writeBody;

    private InvokeResponse(int status, Action<Utf8JsonWriter>? writeBody)
    {
        Status = status;
        this.writeBody = writeBody;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>True when there is a body to write.</summary>
    public bool HasBody => writeBody is not null;

    /// <summary>Answers <c>adaptiveCard/action</c> with the card that takes the place of the old one, for the one who pressed.</summary>
    public static InvokeResponse Card(AdaptiveCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return CardActionAnswer(200, AdaptiveCard.ContentType, writer => writer.WriteRawValue(card.ToJson(), skipInputValidation: true));
    }

    /// <summary>Answers <c>adaptiveCard/action</c> with a line of text; the card stays.</summary>
    public static InvokeResponse Message(string text) =>
        CardActionAnswer(200, "application/vnd.microsoft.activity.message", writer => writer.WriteStringValue(text));

    /// <summary>Answers <c>adaptiveCard/action</c> with an error the client shows; the card stays.</summary>
    /// <param name="code">A short code for logs.</param>
    /// <param name="message">What the person reads.</param>
    /// <param name="status">400 when the request is at fault, 500 when the bot is.</param>
    public static InvokeResponse Error(string code, string message, int status = 400)
    {
        if (status is not (400 or 500))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "The client knows errors 400 and 500.");
        }

        return CardActionAnswer(status, "application/vnd.microsoft.error", writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        });
    }

    /// <summary>Answers <c>task/fetch</c> or <c>task/submit</c> with a dialog that shows a card.</summary>
    public static InvokeResponse TaskCard(string title, AdaptiveCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new InvokeResponse(200, writer =>
        {
            StartTask(writer, "continue"u8);
            writer.WriteStartObject("value"u8);
            writer.WriteString("title"u8, title);
            writer.WriteStartObject("card"u8);
            writer.WriteString("contentType"u8, AdaptiveCard.ContentType);
            writer.WritePropertyName("content"u8);
            writer.WriteRawValue(card.ToJson(), skipInputValidation: true);
            writer.WriteEndObject();
            writer.WriteEndObject();
            EndTask(writer);
        });
    }

    /// <summary>Answers <c>task/submit</c> by closing the dialog with a line of text.</summary>
    public static InvokeResponse TaskMessage(string text) => new(200, writer =>
    {
        StartTask(writer, "message"u8);
        writer.WriteString("value"u8, text);
        EndTask(writer);
    });

    /// <summary>Answers <c>application/search</c>.</summary>
    public static InvokeResponse SearchResults(IReadOnlyList<(string Title, string Value)> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new InvokeResponse(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "application/vnd.microsoft.search.searchResponse"u8);
            writer.WriteStartObject("value"u8);
            writer.WriteStartArray("results"u8);
            foreach (var result in results)
            {
                writer.WriteStartObject();
                writer.WriteString("value"u8, result.Value);
                writer.WriteString("title"u8, result.Title);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <summary>Answers with a status and no body.</summary>
    public static InvokeResponse Plain(int status = 200) => new(status, null);

    internal void WriteBody(Utf8JsonWriter writer) => writeBody?.Invoke(writer);

    private static InvokeResponse CardActionAnswer(int status, string type, Action<Utf8JsonWriter> writeValue) => new(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("statusCode"u8, status);
        writer.WriteString("type"u8, type);
        writer.WritePropertyName("value"u8);
        writeValue(writer);
        writer.WriteEndObject();
    });

    private static void StartTask(Utf8JsonWriter writer, ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("task"u8);
        writer.WriteString("type"u8, type);
    }

    private static void EndTask(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
