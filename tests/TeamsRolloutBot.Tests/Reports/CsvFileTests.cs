using System.Text;
using TeamsRolloutBot.Reports;

namespace TeamsRolloutBot.Tests.Reports;

public sealed class CsvFileTests
{
    [Fact]
    public async Task Every_field_is_in_quotes_and_the_file_says_that_it_is_UTF_8()
    {
        using var stream = new MemoryStream();
        await using (var csv = new CsvFile(stream))
        {
            await csv.WriteAsync("Name", "Tasks");
            await csv.WriteAsync("Łukasz \"Luke\", Jr.", 3);
            await csv.WriteAsync(string.Empty, -1);
        }

        var file = stream.ToArray();
        Assert.Equal(Encoding.UTF8.GetPreamble(), file[..3]);
        Assert.Equal("\"Name\",\"Tasks\"\r\n\"Łukasz \"\"Luke\"\", Jr.\",\"3\"\r\n\"\",\"-1\"\r\n", Encoding.UTF8.GetString(file[3..]));
    }

    [Theory]
    [InlineData("Maria Lopez", "Maria Lopez")]
    [InlineData("a=b, 1+1; me@contoso.com", "a=b, 1+1; me@contoso.com")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1 303 555 0100", "'+1 303 555 0100")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠A", "'＠A")]
    [InlineData("   =1", "   '=1")]
    [InlineData("\u00a0\u3000=1", "\u00a0\u3000'=1")]
    [InlineData("x;=1", "x;'=1")]
    [InlineData("x, =1", "x, '=1")]
    [InlineData("x\" =1", "x\" '=1")]
    [InlineData("x\n=1", "x\n'=1")]
    [InlineData("x|@A", "x|'@A")]
    [InlineData("Please:\n- one\n  - two", "Please:\n– one\n  – two")]
    public void What_could_begin_a_formula_is_text_where_a_field_could_begin(string text, string written) =>
        Assert.Equal(written, CsvText.Neutral(text));
}
