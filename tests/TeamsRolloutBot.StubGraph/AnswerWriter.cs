using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TeamsRolloutBot.StubGraph;

/// <summary>Sends an answer: late, truncated or complete, as it says.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext context, GraphAnswer answer)
    {
        if (answer.Delay > TimeSpan.Zero)
        {
            try
            {
                await Task.Delay(answer.Delay, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Location is not null)
        {
            context.Response.Headers.Location = answer.Location;
        }

        var bytes = answer.Text is { } text
            ? Encoding.UTF8.GetBytes(text)
            : answer.Body is { } json
            ? JsonSerializer.SerializeToUtf8Bytes(json)
            : [];
        if (bytes.Length == 0)
        {
            return;
        }

        context.Response.ContentType = answer.Text is not null ? "text/plain" : "application/json; charset=utf-8";
        if (answer.IsTruncated)
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(bytes);
    }
}
