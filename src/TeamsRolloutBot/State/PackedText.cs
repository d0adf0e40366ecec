using System.IO.Compression;
using System.Text;

namespace TeamsRolloutBot.State;

/// <summary>Compresses a long text for a row: Brotli, in Base64.</summary>
internal static class PackedText
{
    public static string Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    public static string Unpack(string packed)
    {
        using var text = new StreamReader(new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
