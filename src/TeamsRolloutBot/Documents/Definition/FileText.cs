using System.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// The text of a received file: CSV, TSV and JSON as they are, a workbook as tab-separated text.
/// The content decides, not the file name.
/// </summary>
internal static class FileText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> OldOffice => [0xD0, 0xCF, 0x11, 0xE0];

    /// <returns>The text, or the problem as the end of “I can’t read it: …”.</returns>
    public static (string? Text, string? Problem) Read(byte[] content)
    {
        if (content.AsSpan().StartsWith(OldOffice))
        {
            return (null, ReadingTexts.ItIsAnExcelFileOf);
        }

        if (content.AsSpan().StartsWith(Zip))
        {
            return WorkbookText.Read(content);
        }

        var text = Decode(content);
        return text.Contains('\0', StringComparison.Ordinal) ? (null, ReadingTexts.IReadListsAsCSVTSV)
            : text.Trim().Length == 0 ? (null, ReadingTexts.ItIsEmpty)
            : (text, null);
    }

    // A byte order mark decides (Excel's “Unicode text” is UTF-16). Without one, try UTF-8, then
    // Excel's Windows encoding.
    private static string Decode(byte[] content)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0xEF, 0xBB, 0xBF, ..])
        {
            using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }

        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Windows.GetString(content);
        }
    }
}
