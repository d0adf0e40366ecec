using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Tests;

/// <summary>
/// Code is at most 140 columns wide, prose (comments and documents) at most 100. Raw strings, rows
/// of test data and single long words (an address, a link) may be as wide as necessary.
/// </summary>
public sealed partial class LineLengthTests
{
    private const int CodeColumns = 140;
    private const int ProseColumns = 100;

    [Fact]
    public void Code_and_its_comments_keep_within_their_columns()
    {
        var tooLong = Files("*.cs").SelectMany(file => TooLong(file, File.ReadAllLines(file))).ToList();
        Assert.True(tooLong.Count == 0, string.Join('\n', tooLong));
    }

    [Fact]
    public void Documents_keep_within_their_columns()
    {
        var tooLong = Files("*.md")
            .Where(file => Path.GetFileName(file) != "THIRD-PARTY-NOTICES.md")
            .SelectMany(file => TooLongProse(file, File.ReadAllLines(file)))
            .ToList();
        Assert.True(tooLong.Count == 0, string.Join('\n', tooLong));
    }

    [Theory]
    [InlineData(141, false)]
    [InlineData(140, true)]
    public void A_line_of_code_is_too_long_from_the_next_column_on(int length, bool isFine) =>
        Assert.Equal(isFine, !TooLong("some.cs", [new string('x', length)]).Any());

    [Fact]
    public void A_comment_is_prose() =>
        Assert.Single(TooLong("some.cs", [$"    // {string.Join(' ', Enumerable.Repeat("word", 30))}"]));

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories)
            .Where(file => !Generated().IsMatch(Path.GetRelativePath(Repository.Root, file)));

    private static IEnumerable<string> TooLong(string file, string[] lines)
    {
        var isRaw = false;
        var isTest = file.Contains($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        foreach (var (number, line) in lines.Index())
        {
            var marks = Regex.Count(line, "\"\"\"");
            var isText = isRaw || marks > 0;
            isRaw ^= marks % 2 == 1;
            var code = isTest ? Literal().Replace(line, "\"\"") : line;
            if (!isText && (Comment().IsMatch(line) ? IsLongProse(line) : code.Length > CodeColumns))
            {
                yield return $"{Path.GetRelativePath(Repository.Root, file)}:{number + 1} has {line.Length} columns";
            }
        }
    }

    private static IEnumerable<string> TooLongProse(string file, string[] lines)
    {
        var isFenced = false;
        foreach (var (number, line) in lines.Index())
        {
            isFenced ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!isFenced && !NoProse().IsMatch(line) && IsLongProse(line))
            {
                yield return $"{Path.GetRelativePath(Repository.Root, file)}:{number + 1} has {line.Length} columns";
            }
        }
    }

    // One word that is longer than a line, such as a link, can't be broken.
    private static bool IsLongProse(string line) =>
        line.Length > ProseColumns && LongWord().Replace(line, string.Empty).Length > ProseColumns / 2;

    [GeneratedRegex(@"(^|[\\/])(bin|obj|node_modules|\.git|playground)[\\/]")]
    private static partial Regex Generated();

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex Comment();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\[[^\]]*\]\([^)]*\)|<[^>]{50,}>|\S{50,}")]
    private static partial Regex LongWord();

    // Tables, headings, pictures and link definitions are single lines.
    [GeneratedRegex(@"^\s*(\||#|<|!\[|\[[^\]]+\]:)")]
    private static partial Regex NoProse();
}
