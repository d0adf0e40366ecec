using System.Net.Mime;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// The pages the app package links to, for whoever looks the bot up before installing it: what it
/// is, what it keeps, on which terms. They need no sign-in and hold nothing of anybody. An
/// organisation with pages of its own names those when it makes the package.
/// </summary>
internal static class Pages
{
    public const string PrivacyPath = "/privacy";
    public const string TermsPath = "/terms";

    private static readonly string Home = Page("TeamsRolloutBot", $"""
        <p>A Microsoft Teams bot that brings a company’s people onto Procore Pay: an implementation manager defines the rollout in a chat, the bot carries it out.</p>
        <p>To begin, open a chat with it in Teams and type <b>help</b>. For support, ask whoever runs it in your organisation.</p>
        <p><a href="{PrivacyPath}">Privacy</a> · <a href="{TermsPath}">Terms of use</a></p>
        """);

    private static readonly string Privacy = Page("Privacy", """
        <p>This bot is run by your organisation, in its own environment; nothing is sent to whoever made it.</p>
        <p><b>What is kept:</b> names, work e-mail addresses, sign-in names, roles and Entra ids of the people in a rollout; their checklists, answers and questions; which messages were sent, and when;
        which training sessions they attended; who did what with a rollout.</p>
        <p><b>What is read:</b> in chats only what is written to the bot. Where your IT department granted it access to Microsoft 365, also the directory (names, addresses, groups), time zones
        and free times in calendars, and the attendance reports of the training meetings it planned.</p>
        <p><b>What for:</b> to carry the rollout out, and to show its manager who is ready and who needs help. Nothing is used for advertising or for training models.</p>
        <p><b>How long:</b> until the rollout is removed, after the time your organisation set, or until your data is erased.</p>
        <p><b>Your rights:</b> type <b>my data</b> to get everything the bot keeps of you as a file. To have it erased, ask the manager of your rollout or your IT department.</p>
        """);

    private static readonly string Terms = Page("Terms of use", """
        <p>The bot is there for people who take part in a rollout of Procore Pay in this organisation, under the organisation’s own rules for its systems.</p>
        <p>It is provided as it is, without warranty, under the MIT licence. It can’t look into Procore itself: what is done there is ticked off by people.
        “Procore” is the name of its owner’s product; this bot is not made by them.</p>
        """);

    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", () => Results.Text(Home, MediaTypeNames.Text.Html));
        endpoints.MapGet(PrivacyPath, () => Results.Text(Privacy, MediaTypeNames.Text.Html));
        endpoints.MapGet(TermsPath, () => Results.Text(Terms, MediaTypeNames.Text.Html));
    }

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
        <style>{SecurityHeaders.Style}</style></head>
        <body><h1>{title}</h1>
        {body}
        </body>
        </html>
        """;
}
