using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace TeamsRolloutBot.Documents;

/// <summary>A chart series.</summary>
/// <param name="Name">The series name.</param>
/// <param name="Column">The sheet column with its values, such as <c>C</c>.</param>
/// <param name="Colour">As RRGGBB.</param>
/// <param name="Values">The values, starting at row 2.</param>
internal sealed record ChartSeries(string Name, char Column, string Colour, IReadOnlyList<int> Values);

/// <summary>
/// Adds a stacked column chart below the rows of a sheet. The library that writes the sheets has no
/// charts, so the four parts of one (ECMA-376, part 1, 21.2 and 20.5) are added to the finished
/// file.
/// </summary>
internal static class ClosingChart
{
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int Rows = 20;
    private const int Columns = 8;
    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace Xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
    private static readonly XNamespace R = Relation;
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <param name="workbook">The finished file.</param>
    /// <param name="part">The sheet's part, such as <c>sheet2</c>.</param>
    /// <param name="sheet">The sheet's name; column A holds the categories.</param>
    /// <param name="title">The title, also read by screen readers.</param>
    /// <param name="series">The stacked series, bottom first.</param>
    /// <param name="categories">The numbers on the category axis.</param>
    public static void Add(
        Stream workbook, string part, string sheet, string title, IReadOnlyList<ChartSeries> series, IReadOnlyList<int> categories)
    {
        using var file = new ZipArchive(workbook, ZipArchiveMode.Update, leaveOpen: true);
        Change(file, $"xl/worksheets/{part}.xml", root => root.Add(new XElement(root.Name.Namespace + "drawing", Reference())));
        Change(file, "[Content_Types].xml", root => root.Add(
            Type("/xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml"),
            Type("/xl/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")));
        Create(file, $"xl/worksheets/_rels/{part}.xml.rels", To("drawing", "../drawings/drawing1.xml"));
        Create(file, "xl/drawings/_rels/drawing1.xml.rels", To("chart", "../charts/chart1.xml"));
        Create(file, "xl/drawings/drawing1.xml", Drawing(title, firstRow: categories.Count + 2));
        Create(file, "xl/charts/chart1.xml", Chart(sheet, title, series, categories));
    }

    private static XElement Chart(string sheet, string title, IReadOnlyList<ChartSeries> series, IReadOnlyList<int> categories) =>
        new(C + "chartSpace",
            new XElement(C + "chart",
                new XElement(C + "title",
                    new XElement(C + "tx", new XElement(C + "rich",
                        new XElement(A + "bodyPr"),
                        new XElement(A + "p", new XElement(A + "r", new XElement(A + "t", title))))),
                    Value("overlay", 0)),
                Value("autoTitleDeleted", 0),
                new XElement(C + "plotArea",
                    new XElement(C + "layout"),
                    new XElement(C + "barChart",
                        Value("barDir", "col"),
                        Value("grouping", "stacked"),
                        Value("varyColors", 0),
                        series.Select((one, index) => Series(sheet, one, index, categories)),
                        Value("gapWidth", 60),
                        Value("overlap", 100),
                        Value("axId", 1),
                        Value("axId", 2)),
                    Axis("catAx", id: 1, crosses: 2, position: "b"),
                    Axis("valAx", id: 2, crosses: 1, position: "l")),
                new XElement(C + "legend", Value("legendPos", "b"), Value("overlay", 0)),
                Value("plotVisOnly", 1)));

    private static XElement Series(string sheet, ChartSeries series, int index, IReadOnlyList<int> categories) =>
        new(C + "ser",
            Value("idx", index),
            Value("order", index),
            new XElement(C + "tx", new XElement(C + "strRef",
                new XElement(C + "f", $"'{sheet}'!${series.Column}$1"),
                new XElement(C + "strCache", Value("ptCount", 1), Point(0, series.Name)))),
            new XElement(C + "spPr", new XElement(A + "solidFill",
                new XElement(A + "srgbClr", new XAttribute("val", series.Colour)))),
            Value("invertIfNegative", 0),
            new XElement(C + "cat", Numbers(sheet, 'A', categories)),
            new XElement(C + "val", Numbers(sheet, series.Column, series.Values)));

    // Caches the values too, for viewers that do not recalculate.
    private static XElement Numbers(string sheet, char column, IReadOnlyList<int> values) =>
        new(C + "numRef",
            new XElement(C + "f", $"'{sheet}'!${column}$2:${column}${values.Count + 1}"),
            new XElement(C + "numCache",
                new XElement(C + "formatCode", "General"),
                Value("ptCount", values.Count),
                values.Select((value, index) => Point(index, value.ToString(CultureInfo.InvariantCulture)))));

    private static XElement Axis(string name, int id, int crosses, string position) =>
        new(C + name,
            Value("axId", id),
            new XElement(C + "scaling", Value("orientation", "minMax")),
            Value("delete", 0),
            Value("axPos", position),
            Value("majorTickMark", "none"),
            Value("minorTickMark", "none"),
            Value("tickLblPos", "nextTo"),
            Value("crossAx", crosses),
            Value("crosses", "autoZero"));

    private static XElement Drawing(string title, int firstRow) =>
        new(Xdr + "wsDr",
            new XElement(Xdr + "twoCellAnchor",
                Corner("from", 0, firstRow),
                Corner("to", Columns, firstRow + Rows),
                new XElement(Xdr + "graphicFrame",
                    new XAttribute("macro", string.Empty),
                    new XElement(Xdr + "nvGraphicFramePr",
                        new XElement(
                            Xdr + "cNvPr", new XAttribute("id", 2), new XAttribute("name", "Chart"), new XAttribute("descr", title)),
                        new XElement(Xdr + "cNvGraphicFramePr")),
                    new XElement(Xdr + "xfrm",
                        new XElement(A + "off", new XAttribute("x", 0), new XAttribute("y", 0)),
                        new XElement(A + "ext", new XAttribute("cx", 0), new XAttribute("cy", 0))),
                    new XElement(A + "graphic",
                        new XElement(A + "graphicData",
                            new XAttribute("uri", C.NamespaceName),
                            new XElement(C + "chart", Reference())))),
                new XElement(Xdr + "clientData")));

    private static XElement Corner(string name, int column, int row) =>
        new(Xdr + name,
            new XElement(Xdr + "col", column),
            new XElement(Xdr + "colOff", 0),
            new XElement(Xdr + "row", row),
            new XElement(Xdr + "rowOff", 0));

    private static XElement Value(string name, object value) => new(C + name, new XAttribute("val", value));

    private static XElement Point(int index, string value) =>
        new(C + "pt", new XAttribute("idx", index), new XElement(C + "v", value));

    private static XAttribute[] Reference() => [new(XNamespace.Xmlns + "r", R), new(R + "id", "rId1")];

    private static XElement Type(string part, string type) =>
        new(Types + "Override", new XAttribute("PartName", part), new XAttribute("ContentType", type));

    private static XElement To(string kind, string target) =>
        new(Relations + "Relationships", new XElement(
            Relations + "Relationship",
            new XAttribute("Id", "rId1"), new XAttribute("Type", $"{Relation}/{kind}"), new XAttribute("Target", target)));

    private static void Change(ZipArchive file, string name, Action<XElement> change)
    {
        using var stream = file.GetEntry(name)!.Open();
        var root = XElement.Load(stream);
        change(root);
        stream.SetLength(0);
        root.Save(stream);
    }

    private static void Create(ZipArchive file, string name, XElement root)
    {
        using var stream = file.CreateEntry(name).Open();
        root.Save(stream);
    }
}
