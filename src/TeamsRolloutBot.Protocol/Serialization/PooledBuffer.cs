using System.Buffers;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>A growing buffer of rented memory, given back on disposal.</summary>
internal sealed class PooledBuffer(int initialCapacity = PooledBuffer.DefaultCapacity) : IBufferWriter<byte>, IDisposable
{
    private const int DefaultCapacity = 4096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(initialCapacity);
    private int written;

    /// <summary>What has been written. Valid until the next write or disposal.</summary>
    public Span<byte> WrittenSpan => buffer.AsSpan(0, written);

    /// <inheritdoc cref="WrittenSpan"/>
    public Memory<byte> WrittenMemory => buffer.AsMemory(0, written);

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return buffer.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return buffer.AsSpan(written);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        written = 0;
    }

    private void EnsureFree(int sizeHint)
    {
        var needed = written + Math.Max(sizeHint, 1);
        if (needed <= buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
        WrittenSpan.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
