using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>Reading the activity out of a request, within limits.</summary>
internal static class ActivityBody
{
    /// <summary>Longer bodies are refused. Teams' own limit for a message is 100 KB.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The activity, or the status to answer with.</summary>
    public static async ValueTask<(Activity? Activity, int Status)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MaximumBytes)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var body = new PooledBuffer();
        try
        {
            int read;
            do
            {
                // The length may be missing (chunked), so it is counted on the way; a byte too many is enough to know.
                read = await request.Body.ReadAsync(body.GetMemory(1), request.HttpContext.RequestAborted);
                body.Advance(read);
                if (body.WrittenMemory.Length > MaximumBytes)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }
            }
            while (read > 0);
        }
        catch (BadHttpRequestException malformed)
        {
            return (null, malformed.StatusCode);
        }

        return Parse(body.WrittenSpan) is { } activity ? (activity, StatusCodes.Status200OK) : (null, StatusCodes.Status400BadRequest);
    }

    private static Activity? Parse(Span<byte> json)
    {
        if (json.StartsWith(ByteOrderMark))
        {
            json = json[ByteOrderMark.Length..];
        }

        // The reader checks text only when it is asked for, which may be deep in the bot; here it is still a bad request.
        if (!Utf8.IsValid(json))
        {
            return null;
        }

        LoneSurrogates.Replace(json);
        try
        {
            return JsonSerializer.Deserialize(json, ProtocolJson.Default.Activity);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
