using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace TeamsRolloutBot.Tests.Reports;

/// <summary>
/// A workbook as it was written, read with the Open XML SDK and valid by its schema.
/// </summary>
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

    /// <summary>The text in every cell, the heading first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows =>
        [.. Sheet.Descendants<Row>().Select(row => (IReadOnlyList<string>)[.. row.Elements<Cell>().Select(Text)])];

    /// <summary>Both count from 1; row 1 is the heading.</summary>
    public Cell Cell(int row, int column) => Sheet.Descendants<Row>().ElementAt(row - 1).Elements<Cell>().ElementAt(column - 1);

    /// <summary>
    /// The names of all sheets and the text of every cell of a workbook that is valid by its
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

    public static string Text(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? string.Empty;

    public void Dispose() => _document.Dispose();
}
