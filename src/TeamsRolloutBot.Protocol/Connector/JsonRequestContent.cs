using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>A JSON body that knows whether it has begun to go out.</summary>
/// <remarks>
/// Its memory is not rented: a connection may still be reading it when the answer is there or the caller has given up, and must not find
/// another conversation's message in it.
/// </remarks>
internal sealed class JsonRequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    // Most of what is sent is a card of 4 to 12 KB.
    private readonly ArrayBufferWriter<byte> buffer = new(8 * 1024);

    private readonly Action? whenWritten;

    /// <param name="write">Writes the body.</param>
    /// <param name="whenWritten">Called when the body goes out.</param>
    public JsonRequestContent(Action<Utf8JsonWriter> write, Action? whenWritten = null)
    {
        this.whenWritten = whenWritten;
        using (var writer = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
        {
            write(writer);
        }

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
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = buffer.WrittenCount;
        return true;
    }
}
