using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// The pages the app package links to, for people who look up the bot before installing it: what it
/// is, what data it keeps, and its terms, in their browser's language. They need no sign-in and
/// contain no personal data. An organisation with pages of its own links to those in the package
/// instead.
/// </summary>
internal static class Pages
{
    public const string PrivacyPath = "/privacy";
    public const string TermsPath = "/terms";

    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (HttpContext http) => Answer(http, () => Page("TeamsRolloutBot", $"{CommonTexts.PageHome}\n{Links()}")));
        endpoints.MapGet(
            PrivacyPath, (HttpContext http) => Answer(http, () => Page(CommonTexts.PagePrivacyTitle, CommonTexts.PagePrivacy)));
        endpoints.MapGet(TermsPath, (HttpContext http) => Answer(http, () => Page(CommonTexts.PageTermsTitle, CommonTexts.PageTerms)));
    }

    private static IResult Answer(HttpContext http, Func<string> page)
    {
        http.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        return Results.Text(RequestLanguage.Of(http.Request).Write(page), MediaTypeNames.Text.Html);
    }

    private static string Links() =>
        $"""<p><a href="{PrivacyPath}">{CommonTexts.PagePrivacyTitle}</a> · <a href="{TermsPath}">{CommonTexts.PageTermsTitle}</a></p>""";

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="{Language.Current.Code}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
        <style>{SecurityHeaders.Style}</style></head>
        <body><h1>{title}</h1>
        {body}
        </body>
        </html>
        """;
}
