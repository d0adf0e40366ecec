using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Converts an Excel workbook (.xlsx) to tab-separated text. A workbook is a zip archive that can
/// expand a thousandfold, so its unpacked size is checked first.
/// </summary>
internal static class WorkbookText
{
    private const long MostUnpacked = 64L * 1024 * 1024;
    private const int MostEntries = 500;
    private const int MostRows = 20_000;
    private const int MostColumns = 100;

    // The library requests a Windows encoding up front, although only old workbooks need it.
    static WorkbookText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>The text, or the problem as the end of “I can’t read it: …”.</returns>
    public static (string? Text, string? Problem) Read(byte[] content)
    {
        try
        {
            return IsTooLarge(content) ? (null, ReadingTexts.ItIsTooLargeSaveThe) : ReadSheets(content);
        }
        catch (Exception broken)
            when (broken
                    is ExcelReaderException
                        or InvalidDataException
                        or XmlException
                        or FormatException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or KeyNotFoundException
                        or NullReferenceException
                        or InvalidOperationException
                        or NotSupportedException
                        or OverflowException
            )
        {
            // The library throws many kinds of exceptions for damaged workbooks.
            return (null, ReadingTexts.ItIsNoExcelWorkbookOr);
        }
    }

    private static (string? Text, string? Problem) ReadSheets(byte[] content)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(content));
        var sheets = new List<string>();
        do
        {
            if (reader.VisibleState == "visible" && ReadSheet(reader) is { Length: > 0 } sheet)
            {
                sheets.Add(sheet);
            }
        }
        while (reader.NextResult());

        // The first sheet with an address, else the first one.
        var text = sheets.FirstOrDefault(sheet => sheet.Contains('@', StringComparison.Ordinal)) ?? sheets.FirstOrDefault();
        return text is null ? (null, ReadingTexts.ThereIsNothingInItsSheets) : (text, null);
    }

    private static string ReadSheet(IExcelDataReader reader)
    {
        var text = new StringBuilder();
        for (var row = 0; row < MostRows && reader.Read(); row++)
        {
            var cells = Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(column => Written(reader.GetValue(column)))
                .ToList();
            if (cells.Exists(cell => cell.Length > 0))
            {
                text.AppendJoin('\t', cells).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Written(object? value)
    {
        var text = value switch
        {
            null => string.Empty,
            DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            bool isTrue => isTrue ? "yes" : "no",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? string.Empty,
        };
        text = text.Trim().ReplaceLineEndings("\n");
        return text.AsSpan().IndexOfAny("\t\n") < 0 && !text.StartsWith('"')
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsTooLarge(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries)
        {
            return true;
        }

        // The declared sizes of entries may be wrong, so count while reading.
        var left = MostUnpacked;
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries)
        {
            using var unpacked = entry.Open();
            while (unpacked.Read(buffer) is > 0 and var read)
            {
                left -= read;
                if (left < 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
