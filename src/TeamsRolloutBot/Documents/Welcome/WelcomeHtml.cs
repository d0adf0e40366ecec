using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// The finished welcome e-mail as HTML in the current language: paragraphs, lists, links and the
/// guide below. Everything else stays plain text.
/// </summary>
internal static partial class WelcomeHtml
{
    public static string Write(WelcomeText text)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html><html lang=\"").Append(Language.Current.Code).Append("\"><head><meta charset=\"utf-8\"><title>")
            .Append(Escape(text.Subject)).Append("</title></head>");
        html.Append(
            "<body style=\"font-family:'Segoe UI',Arial,sans-serif;font-size:15px;line-height:1.5;color:#242424;max-width:640px\">");
        foreach (
            var paragraph in text.Body.ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Paragraph(html, paragraph.Split('\n'));
        }

        if (text.Guide is { } guide)
        {
            Guide(html, guide);
        }

        return html.Append("</body></html>").ToString();
    }

    private static void Guide(StringBuilder html, WelcomeGuide guide)
    {
        html.Append("<hr><h2 style=\"font-size:18px\">").Append(Escape(MemberTexts.YourChecklistTitle)).Append("</h2><ol>");
        foreach (var task in guide.Tasks)
        {
            var title = Escape(PlaybookContent.TaskTitle(task.Title));
            html.Append("<li style=\"margin-bottom:6px\">").Append(
                SafeLink.TryCreate(task.Url, out var link) ? $"<a href=\"{Escape(link.Url)}\">{title}</a>" : title);
            html.Append(task.Minutes is { } minutes ? $" · {Escape(Dates.About(minutes))}" : string.Empty).Append("</li>");
        }

        html.Append("</ol><p>");
        foreach (var (name, value) in guide.Facts)
        {
            html.Append(Escape(name)).Append(": <b>").Append(Inline(value)).Append("</b><br>");
        }

        html.Append(Escape(MemberTexts.SheetAsk)).Append(": ").Append(
            EmailAddress.IsValid(guide.Ask.Email)
                ? $"<a href=\"mailto:{Escape(Uri.EscapeDataString(guide.Ask.Email!))}\">{Escape(guide.Ask.Name)}</a>"
                : Escape(guide.Ask.Name));
        html.Append("</p><p>").Append(Escape(MemberTexts.WelcomeWithoutTeams.With(guide.Ask.Name))).Append("</p>");
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

    // Turns addresses into links; everything is escaped.
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
