using DocumentFormat.OpenXml.Spreadsheet;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Documents;

public sealed class ProgressExcelTests
{
    [Fact]
    public async Task Every_column_can_be_filtered_over_every_row_and_the_heading_stays_in_sight()
    {
        using var workbook = await WrittenAsync([["Robin Hale", 3], ["Maria Lopez", 12]]);

        Assert.Equal("Progress", workbook.Name);
        Assert.Equal("A1:B3", workbook.Table.Reference!.Value);
        Assert.Equal("A1:B3", workbook.Table.AutoFilter!.Reference!.Value);
        Assert.Equal(["Name", "Tasks done"], workbook.Table.TableColumns!.Elements<TableColumn>().Select(column => column.Name!.Value!));
        var pane = Assert.Single(workbook.Sheet.Descendants<Pane>());
        Assert.Equal((1, "frozen"), (pane.VerticalSplit!.Value, pane.State!.InnerText));
    }

    [Fact]
    public async Task A_number_is_a_number()
    {
        using var workbook = await WrittenAsync([["Maria Lopez", 12]]);

        var cell = workbook.Cell(2, 2);
        Assert.Equal("12", cell.CellValue!.Text);
        Assert.True(cell.DataType is null || cell.DataType.Value == CellValues.Number);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"https://example.com\")")]
    [InlineData("+1 303 555 0100")]
    [InlineData("007")]
    [InlineData("<b>&amp; \"quoted\"")]
    [InlineData("  spaces kept  ")]
    [InlineData("مريم 🏗️ Łukasz")]
    public async Task A_name_stays_the_text_it_is(string name)
    {
        using var workbook = await WrittenAsync([[name, 1]]);

        var cell = workbook.Cell(2, 1);
        Assert.Equal(name, Workbook.Text(cell));
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.Null(cell.CellFormula);
    }

    [Theory]
    [InlineData("bell\u0007inside")]
    [InlineData("half a pair \ud83c")]
    [InlineData("not a character \ufffe \uffff")]
    public async Task What_no_workbook_can_hold_does_not_make_the_file_unreadable(string name)
    {
        using var workbook = await WrittenAsync([[name, 1], ["Maria Lopez", 2]]);

        Assert.Equal("Maria Lopez", workbook.Rows[2][0]);
    }

    [Fact]
    public async Task A_report_of_nobody_is_a_workbook_too()
    {
        using var workbook = await WrittenAsync([]);

        Assert.Equal(["Name", "Tasks done"], workbook.Rows[0]);
    }

    private static async Task<Workbook> WrittenAsync(IReadOnlyList<object[]> rows)
    {
        var file = new MemoryStream();
        await using (var excel = await ProgressExcel.BeginAsync(file, ["Name", "Tasks done"], default))
        {
            foreach (var row in rows)
            {
                await excel.WriteAsync(row, default);
            }

            await excel.EndAsync(default);
        }

        return new Workbook(file.ToArray());
    }
}
