using System.Text;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// A row's properties as a blob: a format byte, the count, then for each its name, a type byte and
/// the value. Lengths and counts are 7-bit encoded, texts are UTF-8, numbers are little-endian.
/// </summary>
internal static class RowCodec
{
    private const byte Format = 1;

    private enum Kind : byte
    {
        Text = 1,
        Int64 = 2,
        False = 3,
        True = 4,
        Bytes = 6,
    }

    public static byte[] Encode(RowValues values)
    {
        using var blob = new MemoryStream();
        using var writer = new BinaryWriter(blob);
        writer.Write(Format);
        writer.Write7BitEncodedInt(values.Count);
        foreach (var (name, value) in values)
        {
            writer.Write(name);
            switch (value)
            {
                case string text:
                    writer.Write((byte)Kind.Text);
                    writer.Write(text);
                    break;
                case long number:
                    writer.Write((byte)Kind.Int64);
                    writer.Write(number);
                    break;
                case bool flag:
                    writer.Write((byte)(flag ? Kind.True : Kind.False));
                    break;
                default:
                    var bytes = (byte[])value;
                    writer.Write((byte)Kind.Bytes);
                    writer.Write7BitEncodedInt(bytes.Length);
                    writer.Write(bytes);
                    break;
            }
        }

        return blob.ToArray();
    }

    /// <exception cref="FormatException">The blob was not written by
    /// <see cref="Encode"/>.</exception>
    public static RowValues Decode(byte[] blob)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(blob, writable: false), Encoding.UTF8);
            return ReadRow(reader);
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or IOException or ArgumentException)
        {
            throw new FormatException("A stored row is damaged.", damaged);
        }
    }

    private static RowValues ReadRow(BinaryReader reader)
    {
        var format = reader.ReadByte();
        if (format != Format)
        {
            throw new FormatException($"A stored row has the unknown format {format}.");
        }

        var count = reader.Read7BitEncodedInt();
        var values = new RowValues();
        for (var i = 0; i < count; i++)
        {
            values.AddStored(reader.ReadString(), ReadValue(reader));
        }

        return values;
    }

    private static object ReadValue(BinaryReader reader)
    {
        var kind = (Kind)reader.ReadByte();
        switch (kind)
        {
            case Kind.Text:
                return reader.ReadString();
            case Kind.Int64:
                return reader.ReadInt64();
            case Kind.False or Kind.True:
                return kind == Kind.True;
            case Kind.Bytes:
                var length = reader.Read7BitEncodedInt();
                var bytes = reader.ReadBytes(length);
                return bytes.Length == length ? bytes : throw new EndOfStreamException();
            default:
                throw new FormatException($"A stored row has a property of the unknown kind {kind}.");
        }
    }
}
