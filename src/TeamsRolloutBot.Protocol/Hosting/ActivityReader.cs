using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// Reads the activity from a request, within limits. The SDK has no limits, and rejects a whole
/// activity over one field.
/// </summary>
internal static class ActivityReader
{
    /// <summary>Longer bodies are rejected. Teams' own limit for a message is 100 KB.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = TeamsJson.MaximumDepth };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The activity, or the error status to return.</summary>
    public static async ValueTask<(Activity? Activity, int Status)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MaximumBytes)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var body = new MemoryStream();
        var chunk = new byte[8192];
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
            {
                // The length may be unknown (chunked), so it is counted while reading; one byte too
                // many is enough.
                body.Write(chunk, 0, read);
                if (body.Length > MaximumBytes)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }
            }
        }
        catch (BadHttpRequestException malformed)
        {
            return (null, malformed.StatusCode);
        }

        return Parse(body.GetBuffer().AsMemory(0, (int)body.Length)) is { } activity
            ? (activity, StatusCodes.Status200OK)
            : (null, StatusCodes.Status400BadRequest);
    }

    /// <summary>
    /// The activity, with its value as raw JSON; null if it is not a JSON object.
    /// </summary>
    internal static Activity? Parse(Memory<byte> json)
    {
        if (json.Span.StartsWith(ByteOrderMark))
        {
            json = json[ByteOrderMark.Length..];
        }

        // The reader validates text only on access, possibly deep inside the bot; here it is still
        // a bad request.
        if (!Utf8.IsValid(json.Span))
        {
            return null;
        }

        LoneSurrogates.Replace(json.Span);
        try
        {
            // Strict reader first: the SDK's accepts single quotes, comments, trailing commas and a
            // second root.
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var activity = TeamsJson.Read<Activity>(Encoding.UTF8.GetString(json.Span));
            activity?.Value = document.RootElement.TryGetProperty("value"u8, out var value) ? value.Clone() : null;
            return activity;
        }
        catch (Exception malformed) when (malformed is JsonException or Newtonsoft.Json.JsonException)
        {
            return null;
        }
    }
}
