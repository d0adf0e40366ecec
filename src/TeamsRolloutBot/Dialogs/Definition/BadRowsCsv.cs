using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Exports unusable rows of a member list to correct them: the columns of a member list, ready to
/// be pasted back, followed by the reason, the line number and the original row.
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
                // Rows kept by an earlier release have no cohort.
                var cells = row.Columns.Concat(Enumerable.Repeat(string.Empty, columns.Length - row.Columns.Count));
                await csv.WriteAsync([.. cells, row.Reason, row.Line, row.Text]);
            }
        }

        return file.ToArray();
    }
}
