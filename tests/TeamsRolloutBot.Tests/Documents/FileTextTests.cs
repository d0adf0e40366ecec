using System.IO.Compression;
using System.Text;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// Files that people send, as text: in any encoding that programs write, and as workbooks, but no
/// longer than a list may be.
/// </summary>
public sealed class FileTextTests
{
    private const string List = "Name;Email\nJosé Peña;jose@contoso.example.com";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(List) },
        { "UTF-8 with a mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(List)] },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(List)] },
        { "UTF-16, big end first", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(List)] },
        { "Windows", Encoding.Latin1.GetBytes(List) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_text_is_read_in_the_encoding_it_has(string encoding, byte[] content) =>
        Assert.Equal((encoding, List), (encoding, FileText.Read(content).Text));

    [Fact]
    public async Task A_workbook_is_its_first_sheet_with_anything_in_it()
    {
        var content = await WorkbookFile.WriteAsync(
            [
                ["Name", "Start", "Number", "Yes"], ["Lopez\nMaria", new DateTime(2027, 4, 1), 14.5, true], [null, null, null, null],
                ["\"Bob\"", null, 2027, false]
            ],
            "Notes");

        Assert.Equal(
            "Name\tStart\tNumber\tYes\n\"Lopez\nMaria\"\t2027-04-01\t14.5\tyes\n\"\"\"Bob\"\"\"\t\t2027\tno\n",
            FileText.Read(content).Text);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and no archive")]
    [InlineData("PK\u0003\u0004")]
    public void What_is_no_workbook_is_said(string content) =>
        Assert.StartsWith("it is not an Excel workbook", FileText.Read(Encoding.Latin1.GetBytes(content)).Problem, StringComparison.Ordinal);

    [Fact]
    public void An_archive_without_a_workbook_is_said()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("readme.txt");
        }

        Assert.NotNull(FileText.Read(file.ToArray()).Problem);
    }

    [Fact]
    public void A_workbook_that_unpacks_to_more_than_a_list_can_have_is_not_read()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var sheet = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 65; megabyte++)
            {
                sheet.Write(zeros);
            }
        }

        Assert.True(file.Length < 1024 * 1024);
        Assert.Equal("it is too large. Save the sheet as .csv and send that.", FileText.Read(file.ToArray()).Problem);
    }

    [Fact]
    public void A_protected_or_old_workbook_is_said() =>
        Assert.StartsWith(
            "it is an old-format Excel file", FileText.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).Problem,
            StringComparison.Ordinal);
}
