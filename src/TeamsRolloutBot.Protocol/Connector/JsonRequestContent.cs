using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>A JSON body that knows whether it has begun to go out.</summary>
/// <remarks>
/// Its memory is rented, and given back once it was disposed of and no connection reads it any more: one may still do so when the answer is there or the
/// caller has given up, and must not find another conversation's message in it.
/// </remarks>
internal sealed class JsonRequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    // A card has 4 to 12 KB, seldom more; what is larger than this is not kept.
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    private readonly byte[] body;

    private readonly int length;

    private readonly Action? whenWritten;

    // Whoever has it, and each connection that reads it.
    private int users = 1;

    private int isDisposed;

    /// <param name="write">Writes the body.</param>
    /// <param name="whenWritten">Called when the body goes out.</param>
    public JsonRequestContent(Action<Utf8JsonWriter> write, Action? whenWritten = null)
    {
        this.whenWritten = whenWritten;
        (body, length) = Write(write);
        Headers.ContentType = Json;
    }

    /// <summary>True once the server may have seen the request.</summary>
    public bool WasStarted { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Take();
        try
        {
            WasStarted = true;
            whenWritten?.Invoke();
            await stream.WriteAsync(body.AsMemory(0, length), cancellationToken);
        }
        finally
        {
            Release();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            Release();
        }

        base.Dispose(disposing);
    }

    private void Take()
    {
        var before = Volatile.Read(ref users);
        do
        {
            ObjectDisposedException.ThrowIf(before == 0, this);
        }
        while (before != (before = Interlocked.CompareExchange(ref users, before + 1, before)));
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static (byte[] Body, int Length) Write(Action<Utf8JsonWriter> write)
    {
        // Taken away while it is in use, so that what is written may itself write another body.
        var buffer = scratch ?? new ArrayBufferWriter<byte>(16 * 1024);
        scratch = null;
        using (var writer = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
        {
            write(writer);
        }

        var written = ArrayPool<byte>.Shared.Rent(buffer.WrittenCount);
        buffer.WrittenSpan.CopyTo(written);
        var length = buffer.WrittenCount;
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            scratch = buffer;
        }

        return (written, length);
    }
}
