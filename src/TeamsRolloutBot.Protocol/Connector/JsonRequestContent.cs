using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>A JSON body that knows whether it has begun to go out.</summary>
/// <remarks>
/// What is sent is not rented memory: a connection may still be reading it when the answer is there or the caller has given up, and must not find
/// another conversation's message in it. Only what it is written with is used again.
/// </remarks>
internal sealed class JsonRequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    // A card has 4 to 12 KB, seldom more; what is larger than this is not kept.
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    private readonly byte[] body;

    private readonly Action? whenWritten;

    /// <param name="write">Writes the body.</param>
    /// <param name="whenWritten">Called when the body goes out.</param>
    public JsonRequestContent(Action<Utf8JsonWriter> write, Action? whenWritten = null)
    {
        this.whenWritten = whenWritten;
        body = Write(write);
        Headers.ContentType = Json;
    }

    /// <summary>True once the server may have seen the request.</summary>
    public bool WasStarted { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasStarted = true;
        whenWritten?.Invoke();
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        // Taken away while it is in use, so that what is written may itself write another body.
        var buffer = scratch ?? new ArrayBufferWriter<byte>(16 * 1024);
        scratch = null;
        using (var writer = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
        {
            write(writer);
        }

        var written = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            scratch = buffer;
        }

        return written;
    }
}
