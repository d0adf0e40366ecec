using System.Text.RegularExpressions;
using CsCheck;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Tests.Text;

public sealed class CardTextTests
{
    private const string Joiner = "\u2060";

    [Theory]
    [InlineData(null, "")]
    [InlineData("Jane Doe-Müller, 3. Stock (Nord) – R&D", "Jane Doe-Müller, 3. Stock (Nord) – R&D")]
    [InlineData("مرحبا بالعالم‏ 👷🏽‍♀️ שלום", "مرحبا بالعالم‏ 👷🏽‍♀️ שלום")]
    [InlineData("a < b, b > c, 2 - 1 = 1 + 0", "a < b, b > c, 2 - 1 = 1 + 0")]
    [InlineData("see https://example.com/a?b=c&d=e", "see https://example.com/a?b=c&d=e")]
    [InlineData("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour")]
    public void What_means_nothing_special_stays(string? text, string expected) => Assert.Equal(expected, CardText.Escape(text));

    [Theory]
    [InlineData("**bold** _it_", "\\*\\*bold\\*\\* \\_it\\_")]
    [InlineData("[click](https://evil.example)", "\\[click\\](https://evil.example)")]
    [InlineData("![x](y)", "!\\[x\\](y)")]
    [InlineData("back\\slash\\*", "back\\\\slash\\\\\\*")]
    [InlineData("- item", "\\- item")]
    [InlineData("  + item\n* item", "  \\+ item\n\\* item")]
    [InlineData("# Head\n> quote", "\\# Head\n\\> quote")]
    [InlineData("1. first\n 22) second", "1\\. first\n 22\\) second")]
    [InlineData("`code` ~~no~~ |", "\\`code\\` \\~\\~no\\~\\~ \\|")]
    public void Markdown_is_shown_as_it_was_typed(string text, string expected) => Assert.Equal(expected, CardText.Escape(text));

    [Theory]
    [InlineData("<at>Boss</at>", $"<{Joiner}at>Boss<{Joiner}/at>")]
    [InlineData("<AT id=\"1\">Boss", $"<{Joiner}AT id=\"1\">Boss")]
    [InlineData("&lt;at&gt;Boss", $"&{Joiner}lt;at&{Joiner}gt;Boss")]
    [InlineData("&#60;at", $"&{Joiner}#60;at")]
    [InlineData("<b>x", $"<{Joiner}b>x")]
    [InlineData("{{DATE(2027-03-01)}}", "{\u2060{DATE(2027-03-01)}}")]
    public void Mentions_and_markup_are_not_understood(string text, string expected) => Assert.Equal(expected, CardText.Escape(text));

    [Fact]
    public void Whatever_is_typed_is_neutral_and_loses_nothing()
    {
        var piece = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]);
        piece.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            var escaped = CardText.Escape(text);

            Assert.DoesNotMatch(new Regex("</?at", RegexOptions.IgnoreCase), escaped);
            Assert.DoesNotMatch(new Regex("&(lt|#60|#x3c);", RegexOptions.IgnoreCase), escaped);
            Assert.DoesNotMatch(new Regex(@"(?<!\\)(?:\\\\)*[*_\[\]`~|]"), escaped);
            Assert.DoesNotMatch(new Regex(@"^[ \t]*([-+#>]|\d+[.)])", RegexOptions.Multiline), escaped);
            Assert.Equal(text.ReplaceLineEndings("\n"), Unescape(escaped));
        });
    }

    private static readonly string[] Pieces =
        [
            "<", "</", "at>", "&", "lt;", "#60;", "*", "_", "[", "]", "(", ")", "\\", "`", "~", "|", "-", "+", "#", ">", "1", ".", " ",
            "\n", "a", "ü", "👷", "ש", "{"
        ];

    /// <summary>
    /// What a renderer shows: a backslash before punctuation is hidden, and a word joiner is
    /// invisible.
    /// </summary>
    private static string Unescape(string escaped) =>
        Regex.Replace(escaped, @"\\([\\*_\[\]`~|+#>.)\-])", "$1").Replace(Joiner, "");

    [Theory]
    [InlineData("https://example.com/a(b)?c=d e", "https://example.com/a(b)?c=d%20e")]
    [InlineData(" HTTP://Example.com ", "http://example.com/")]
    [InlineData("https://bücher.example/ü", "https://bücher.example/%C3%BC")]
    public void Web_addresses_are_links(string text, string url)
    {
        Assert.True(SafeLink.TryCreate(text, out var link));
        Assert.Equal(url, link.Url);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("/etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///c:/x")]
    [InlineData("msteams:/l/chat")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("https://")]
    public void Everything_else_is_no_link(string? text)
    {
        Assert.False(SafeLink.TryCreate(text, out var link));
        Assert.Null(link);
        Assert.Throws<ArgumentException>(() => SafeLink.Create(text!));
    }

    [Fact]
    public void A_link_in_Markdown_ends_where_it_should() =>
        Assert.Equal("[a\\]b](https://example.com/%28x%29)", SafeLink.Create("https://example.com/(x)").ToMarkdown("a]b"));
}
