using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// The finished welcome e-mail as HTML: its paragraphs, lists and links; everything else in it is
/// text and stays text.
/// </summary>
internal static partial class WelcomeHtml
{
    public static string Write(WelcomeText text)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Escape(text.Subject))
            .Append("</title></head>");
        html.Append(
            "<body style=\"font-family:'Segoe UI',Arial,sans-serif;font-size:15px;line-height:1.5;color:#242424;max-width:640px\">");
        foreach (
            var paragraph in text.Body.ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Paragraph(html, paragraph.Split('\n'));
        }

        return html.Append("</body></html>").ToString();
    }

    private static void Paragraph(StringBuilder html, string[] lines)
    {
        var isOpen = false;
        var isList = false;
        foreach (var line in lines)
        {
            var isItem = line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("• ", StringComparison.Ordinal);
            if (isOpen && isItem != isList)
            {
                html.Append(isList ? "</ul>" : "</p>");
                isOpen = false;
            }

            if (!isOpen)
            {
                html.Append(isItem ? "<ul>" : "<p>");
            }
            else if (!isItem)
            {
                html.Append("<br>");
            }

            html.Append(isItem ? "<li>" : string.Empty).Append(Inline(isItem ? line[2..] : line)).Append(isItem ? "</li>" : string.Empty);
            (isOpen, isList) = (true, isItem);
        }

        if (isOpen)
        {
            html.Append(isList ? "</ul>" : "</p>");
        }
    }

    // Addresses become links; what is around them and in them is escaped.
    private static string Inline(string line)
    {
        var html = new StringBuilder();
        var end = 0;
        foreach (Match match in Address().Matches(line))
        {
            html.Append(Escape(line[end..match.Index]));
            html.Append("<a href=\"").Append(Escape(match.Value)).Append("\">").Append(Escape(match.Value)).Append("</a>");
            end = match.Index + match.Length;
        }

        return html.Append(Escape(line[end..])).ToString();
    }

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);

    [GeneratedRegex(@"https?://[^\s<>""']*[^\s<>""'.,;:!?)\]]")]
    private static partial Regex Address();
}
