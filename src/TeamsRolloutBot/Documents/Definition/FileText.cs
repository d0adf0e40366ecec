using System.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// The text of a file somebody sent: as it is for CSV, TSV and JSON, with tabs for a workbook. What
/// it is says its content, not its name.
/// </summary>
internal static class FileText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> OldOffice => [0xD0, 0xCF, 0x11, 0xE0];

    /// <returns>The text; or why there is none, as the end of “I can’t read it: …”.</returns>
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

    // By the mark programs put first (Excel's “Unicode text” is UTF-16); without one UTF-8, else
    // what Excel writes on Windows.
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
