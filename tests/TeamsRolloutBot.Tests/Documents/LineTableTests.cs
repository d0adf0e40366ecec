using CsCheck;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// Lists in a field: their columns are recognised whatever separates them, and writing and reading
/// them again gives the original.
/// </summary>
public sealed class LineTableTests
{
    private static readonly LineTable Table = new(
        new LineColumn("name", null, "title"),
        new LineColumn("number", null, "no.", "#") { Suggests = text => text.All(char.IsAsciiDigit) },
        new LineColumn("state", text => text is "yes" or "no"),
        new LineColumn("text", null, "notes") { TakesRest = true });

    [Theory]
    [InlineData("Tower | 12 | yes", "Tower/12/yes/")]
    [InlineData("Tower\t12\tyes\tat the river", "Tower/12/yes/at the river")]
    [InlineData("Tower; 12; yes", "Tower/12/yes/")]
    [InlineData("Tower,12,yes", "Tower/12/yes/")]
    [InlineData("\"Tower, north\",12,yes", "Tower, north/12/yes/")]
    [InlineData("Tower, north", "Tower, north///")]
    [InlineData("Tower, 12\nHall, A", "Tower/12//;Hall/A//")]
    [InlineData("Tower | yes", "Tower//yes/")]
    [InlineData("Tower | | yes", "Tower//yes/")]
    [InlineData("Tower | 12 | yes | a | b", "Tower/12/yes/a | b")]
    [InlineData("- Tower | 12\n2. Hall\n• Gate", "Tower/12//;Hall///;Gate///")]
    [InlineData("1\tTower\tyes\n2\tHall\tno", "Tower//yes/;Hall//no/")]
    [InlineData("\tTower\t12\n\tHall\t13", "Tower/12//;Hall/13//")]
    [InlineData("No.\tTitle\tCity\n12\tTower\tDenver", "Tower/12//")]
    [InlineData("All of them\n\nName\tNotes\nTower\ta | b", "Tower///a | b")]
    [InlineData("| Name | Number |\n|---|---|\n| Tower | 12 |", "Tower/12//")]
    [InlineData("sep=;\nName;State\nTower;yes", "Tower//yes/")]
    [InlineData("Tower | 12 | yes\nHall\t13\tno", "Tower/12/yes/;Hall/13/no/")]
    [InlineData("Tower\t12\tyes\t\"first\nsecond\"\nHall", "Tower/12/yes/first\nsecond;Hall///")]
    [InlineData("\"Tower | 12\nHall | 13", "\"Tower/12//;Hall/13//")]
    public void Columns_are_told_apart(string typed, string expected) =>
        Assert.Equal(expected, string.Join(';', Table.Read(typed).Rows.Select(row => row.Problem ?? string.Join('/', row.Cells))));

    [Fact]
    public void A_row_with_more_columns_than_there_are_is_refused()
    {
        var table = new LineTable(new LineColumn("name", null), new LineColumn("number", null));

        Assert.Equal(
            [null, "it has 3 columns; the limit is 2: name | number."],
            table.Read("Tower\t12\nHall\t13\tDenver").Rows.Select(row => row.Problem));
    }

    [Fact]
    public void A_heading_that_is_not_used_is_named() =>
        Assert.Equal(["City"], Table.Read("Name\tCity\tState\nTower\tDenver\tyes").NotUsed);

    [Theory]
    [InlineData("Tower | B", "Tower | B")]
    [InlineData("12", "yes")]
    [InlineData("Tower", "yes")]
    [InlineData("name", "number")]
    [InlineData("- Tower", "")]
    [InlineData("sep=;", "")]
    [InlineData("---", "|")]
    [InlineData("\"", "\"\n\"")]
    [InlineData("Tower, 12", "")]
    [InlineData("[Tower](https://e.example)", "")]
    public void What_is_shown_is_read_back(string name, string number)
    {
        string[] cells = [name, number, string.Empty, string.Empty];

        Assert.Equal(cells, Assert.Single(Table.Read(Table.Write([cells])).Rows).Cells);
    }

    [Fact]
    public void Any_list_that_is_shown_is_read_back()
    {
        string[] parts =
        [
            "Tower", "12", "yes", "", "|", ", ", ";", "\t", "\n", "\"", "-", "1. ", "name", "number", "sep=,", "https://e.example", " ",
            "(", "]", "’", "\"a\"", "•",
        ];
        Gen.Int[0, parts.Length - 1].Select(index => parts[index]).Array[0, 4].Select(chosen => string.Concat(chosen).Trim()).Array[4]
            .Where(cells => cells[0].Length > 0).Array[1, 6]
            .Sample(rows => Assert.Equal(rows, Table.Read(Table.Write(rows)).Rows.Select(row => row.Cells)), iter: 20_000);
    }
}
