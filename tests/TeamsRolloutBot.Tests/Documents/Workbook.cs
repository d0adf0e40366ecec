using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>A workbook as written, read with the Open XML SDK and valid by its schema.</summary>
internal sealed class Workbook : IDisposable
{
    private readonly SpreadsheetDocument _document;
    private readonly WorksheetPart _sheet;

    public Workbook(byte[] file)
    {
        _document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2016).Validate(_document)
                .Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var sheet = Assert.Single(_document.WorkbookPart!.Workbook!.Descendants<Sheet>());
        Name = sheet.Name!.Value!;
        _sheet = (WorksheetPart)_document.WorkbookPart.GetPartById(sheet.Id!.Value!);
    }

    public string Name { get; }

    public Table Table => Assert.Single(_sheet.TableDefinitionParts).Table!;

    public Worksheet Sheet => _sheet.Worksheet!;

    /// <summary>The text of every cell, starting with the heading.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows =>
        [.. Sheet.Descendants<Row>().Select(row => (IReadOnlyList<string>)[.. row.Elements<Cell>().Select(Text)])];

    /// <summary>Both count from 1; row 1 is the heading.</summary>
    public Cell Cell(int row, int column) => Sheet.Descendants<Row>().ElementAt(row - 1).Elements<Cell>().ElementAt(column - 1);

    /// <summary>
    /// The names of all sheets and the text of every cell, in a workbook that is valid by its
    /// schema.
    /// </summary>
    public static IReadOnlyList<string> Texts(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2016).Validate(document)
                .Select(error => $"{error.Path?.XPath}: {error.Description}"));
        return
        [
            .. document.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value!),
            .. document.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Cell>()).Select(Text),
        ];
    }

    /// <summary>
    /// The one chart on a sheet of a workbook that is valid by its schema: its title, and for each
    /// series the name, the range of its values, and the values, which equal those of the cells.
    /// </summary>
    public static (string Title, IReadOnlyList<(string Name, string At, string Values)> Series) Chart(byte[] file, string name)
    {
        Texts(file);
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var id = document.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == name).Id!.Value!;
        var sheet = (WorksheetPart)document.WorkbookPart.GetPartById(id);
        var chart = Assert.Single(sheet.DrawingsPart!.ChartParts).ChartSpace!;
        Assert.Single(sheet.Worksheet!.Descendants<Drawing>(), drawing => drawing.Id == sheet.GetIdOfPart(sheet.DrawingsPart));
        return (
            chart.Descendants<Charts.Title>().Single().InnerText,
            [
                .. chart.Descendants<Charts.BarChartSeries>().Select(series =>
                {
                    var values = series.GetFirstChild<Charts.Values>()!.NumberReference!;
                    var at = values.Formula!.Text;
                    var column = at[at.IndexOf('$', StringComparison.Ordinal) + 1];
                    var cells = sheet.Worksheet!.Descendants<Row>()
                        .Select(row => Text(row.Elements<Cell>().ElementAt(column - 'A'))).ToList();
                    var kept = values.NumberingCache!.Descendants<Charts.NumericValue>().Select(value => value.Text).ToList();
                    Assert.Equal(cells.Skip(1), kept);
                    Assert.Equal(cells[0], series.SeriesText!.Descendants<Charts.NumericValue>().Single().Text);
                    return (cells[0], at, string.Join(' ', kept));
                }),
            ]);
    }

    public static string Text(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? string.Empty;

    public void Dispose() => _document.Dispose();
}
