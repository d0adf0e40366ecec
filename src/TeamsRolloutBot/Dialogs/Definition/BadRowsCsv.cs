using TeamsRolloutBot.Reports;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Rows of a member list that can't be used, as a file to correct them in: the columns of a member
/// list, so that it can be pasted back as it is, then what is wrong, the line in the list, and the
/// row as it was written.
/// </summary>
internal static class BadRowsCsv
{
    private static readonly string[] Heading = ["Name", "E-mail", "Role", "Audience", "Time zone", "What is wrong", "Line", "As written"];

    public static async Task<byte[]> WriteAsync(IReadOnlyList<BadRow> rows)
    {
        using var file = new MemoryStream();
        await using (var csv = new CsvFile(file))
        {
            await csv.WriteAsync(Heading);
            foreach (var row in rows)
            {
                await csv.WriteAsync([.. row.Columns, row.Reason, row.Line, row.Text]);
            }
        }

        return file.ToArray();
    }
}
