using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Rows of a member list that can't be used, as a file to correct them in: the columns of a member
/// list, so that it can be pasted back as it is, then what is wrong, the line in the list, and the
/// row as it was written.
/// </summary>
internal static class BadRowsCsv
{
    private static string[] Columns =>
        [ExportTexts.Name, ExportTexts.Email, ExportTexts.Role, ExportTexts.Audience, ExportTexts.TimeZone, ExportTexts.Cohort];

    public static async Task<byte[]> WriteAsync(IReadOnlyList<BadRow> rows)
    {
        var columns = Columns;
        using var file = new MemoryStream();
        await using (var csv = new CsvFile(file))
        {
            await csv.WriteAsync([.. columns, ExportTexts.WhatIsWrong, ExportTexts.Line, ExportTexts.AsWritten]);
            foreach (var row in rows)
            {
                // Rows that were kept by an earlier release have no cohort.
                var cells = row.Columns.Concat(Enumerable.Repeat(string.Empty, columns.Length - row.Columns.Count));
                await csv.WriteAsync([.. cells, row.Reason, row.Line, row.Text]);
            }
        }

        return file.ToArray();
    }
}
