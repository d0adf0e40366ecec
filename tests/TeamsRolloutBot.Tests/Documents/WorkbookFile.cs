using System.Globalization;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>Workbooks as Excel writes them.</summary>
internal static class WorkbookFile
{
    public static async Task<byte[]> WriteAsync(IReadOnlyList<object?[]> rows, params IReadOnlyList<string> emptySheets)
    {
        using var file = new MemoryStream();
        await using (var workbook = await Spreadsheet.CreateNewAsync(file))
        {
            foreach (var name in emptySheets)
            {
                await workbook.StartWorksheetAsync(name);
            }

            await workbook.StartWorksheetAsync("List");
            var day = workbook.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") });
            foreach (var row in rows)
            {
                await workbook.AddRowAsync(row.Select(value => value switch
                {
                    null => new Cell((string?)null),
                    DateTime date => new Cell(date, day),
                    bool isTrue => new Cell(isTrue),
                    string text => new Cell(text),
                    _ => new Cell(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
                }).ToArray());
            }

            await workbook.FinishAsync();
        }

        return file.ToArray();
    }
}
