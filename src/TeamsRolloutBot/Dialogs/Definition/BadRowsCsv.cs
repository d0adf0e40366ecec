using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Rows of a member list that can't be used, as a file to mend them in: the columns of a member list, so that it can be pasted back as it is, then
/// what is wrong, the line in the list, and the row as it was written.
/// </summary>
internal static class BadRowsCsv
{
    private static readonly string[] Heading = ["Name", "E-mail", "Role", "Audience", "Time zone", "What is wrong", "Line", "As written"];

    /// <summary>UTF-8 with a byte order mark, so that spreadsheets read every name.</summary>
    public static byte[] Write(IReadOnlyList<BadRow> rows)
    {
        using var file = new MemoryStream();
        using (var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // What begins like a formula is text, not a formula.
            InjectionOptions = InjectionOptions.Escape,
        }))
        {
            Write(csv, Heading);
            foreach (var row in rows)
            {
                Write(csv, [.. row.Columns, row.Reason, row.Line.ToString(CultureInfo.InvariantCulture), row.Text]);
            }
        }

        return file.ToArray();
    }

    private static void Write(CsvWriter csv, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            csv.WriteField(value);
        }

        csv.NextRecord();
    }
}
