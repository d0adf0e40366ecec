using System.Security.Cryptography;
using System.Text;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// What every answer tells a browser: nothing runs, nothing is loaded but the pages' own style, no
/// page stands in another's frame, types are as said, and only over HTTPS from now on. Teams shows
/// none of the bot's pages in a frame of its own.
/// </summary>
internal static class SecurityHeaders
{
    private const string Year = "max-age=31536000";

    /// <summary>The one style of the pages, which the policy names by its hash.</summary>
    public const string Style = "body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";

        // A browser heeds it over HTTPS alone, which ends before the bot where a proxy stands.
        headers.StrictTransportSecurity = Year;
        return next(context);
    });
}
