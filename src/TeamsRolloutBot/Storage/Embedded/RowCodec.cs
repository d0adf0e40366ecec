using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// The properties of a row as one blob: a format byte, their number, then for each its name, a type byte and the value.
/// Lengths and numbers of things are 7-bit encoded, texts are UTF-8, numbers are little endian.
/// </summary>
internal static class RowCodec
{
    private const byte Format = 1;
    private const int MostKept = 64 * 1024;

    // Of a 7-bit encoded length, and the bytes of a UTF-16 code unit in UTF-8.
    private const int FirstOfTwoBytes = 0x80;
    private const int MostForOne = 3;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    // The names of properties are few and come with every row: the same text again is the same string, and that which the code asks with.
    private static readonly string?[] Names = new string?[1024];

    private enum Kind : byte
    {
        Text = 1,
        Int64 = 2,
        False = 3,
        True = 4,
        Double = 5,
        Bytes = 6,
    }

    public static byte[] Encode(RowValues values)
    {
        // Rows have some hundred bytes; one of a megabyte is not kept for the next.
        var buffer = _scratch is { Capacity: <= MostKept } kept ? kept : _scratch = new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        WriteByte(buffer, Format);
        WriteLength(buffer, values.Count);
        foreach (var (name, value) in values)
        {
            WriteText(buffer, name);
            switch (value)
            {
                case string text:
                    WriteByte(buffer, (byte)Kind.Text);
                    WriteText(buffer, text);
                    break;
                case long number:
                    WriteByte(buffer, (byte)Kind.Int64);
                    BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), number);
                    buffer.Advance(8);
                    break;
                case bool flag:
                    WriteByte(buffer, (byte)(flag ? Kind.True : Kind.False));
                    break;
                case double number:
                    WriteByte(buffer, (byte)Kind.Double);
                    BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(8), number);
                    buffer.Advance(8);
                    break;
                default:
                    var bytes = (byte[])value;
                    WriteByte(buffer, (byte)Kind.Bytes);
                    WriteLength(buffer, bytes.Length);
                    buffer.Write(bytes);
                    break;
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The blob is not what <see cref="Encode"/> writes.</exception>
    public static RowValues Decode(ReadOnlySpan<byte> blob)
    {
        try
        {
            return DecodeRow(blob);
        }
        catch (ArgumentOutOfRangeException damaged)
        {
            throw new FormatException("A stored row ends too early.", damaged);
        }
    }

    private static RowValues DecodeRow(ReadOnlySpan<byte> rest)
    {
        var format = ReadByte(ref rest);
        if (format != Format)
        {
            throw new FormatException($"A stored row has the unknown format {format}.");
        }

        var count = ReadLength(ref rest);
        var values = new RowValues(Math.Min(count, StorageLimits.MaxProperties));
        for (var i = 0; i < count; i++)
        {
            var name = NameOf(Read(ref rest, ReadLength(ref rest)));
            var kind = (Kind)ReadByte(ref rest);
            switch (kind)
            {
                case Kind.Text:
                    values.AddStored(name, Encoding.UTF8.GetString(Read(ref rest, ReadLength(ref rest))));
                    break;
                case Kind.Int64:
                    values.AddStored(name, BinaryPrimitives.ReadInt64LittleEndian(Read(ref rest, 8)));
                    break;
                case Kind.False or Kind.True:
                    values.AddStored(name, kind == Kind.True);
                    break;
                case Kind.Double:
                    values.AddStored(name, BinaryPrimitives.ReadDoubleLittleEndian(Read(ref rest, 8)));
                    break;
                case Kind.Bytes:
                    values.AddStored(name, Read(ref rest, ReadLength(ref rest)).ToArray());
                    break;
                default:
                    throw new FormatException($"A stored row has a property of the unknown kind {kind}.");
            }
        }

        return values;
    }

    private static string NameOf(ReadOnlySpan<byte> utf8)
    {
        var hash = 17u;
        foreach (var b in utf8)
        {
            hash = (hash * 31) + b;
        }

        ref var slot = ref Names[hash % (uint)Names.Length];
        return slot is { } known && Ascii.Equals(utf8, known) ? known : slot = string.Intern(Encoding.UTF8.GetString(utf8));
    }

    private static void WriteByte(ArrayBufferWriter<byte> buffer, byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    private static void WriteLength(ArrayBufferWriter<byte> buffer, int length)
    {
        for (; length >= FirstOfTwoBytes; length >>= 7)
        {
            WriteByte(buffer, (byte)(length | 0x80));
        }

        WriteByte(buffer, (byte)length);
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string text)
    {
        if (text.Length < FirstOfTwoBytes / MostForOne)
        {
            // The length takes one byte whatever the characters are, so that it can be filled in afterwards.
            var span = buffer.GetSpan(1 + (MostForOne * text.Length));
            var length = Encoding.UTF8.GetBytes(text, span[1..]);
            span[0] = (byte)length;
            buffer.Advance(1 + length);
            return;
        }

        WriteLength(buffer, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }

    private static byte ReadByte(ref ReadOnlySpan<byte> rest) => Read(ref rest, 1)[0];

    private static int ReadLength(ref ReadOnlySpan<byte> rest)
    {
        var length = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = ReadByte(ref rest);
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return length;
            }
        }

        throw new FormatException("A stored row has a broken length.");
    }

    private static ReadOnlySpan<byte> Read(ref ReadOnlySpan<byte> rest, int length)
    {
        var part = rest[..length];
        rest = rest[length..];
        return part;
    }
}
