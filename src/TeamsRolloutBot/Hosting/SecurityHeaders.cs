using System.Security.Cryptography;
using System.Text;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// Security headers of every response: no scripts, nothing loaded except the pages' own style, no
/// framing, no content sniffing, HTTPS only. Teams does not frame any of the bot's pages.
/// </summary>
internal static class SecurityHeaders
{
    private const string Year = "max-age=31536000";

    /// <summary>The pages' only style sheet, allowed by hash in the policy.</summary>
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

        // Browsers respect it only over HTTPS, which may end at a proxy in front of the bot.
        headers.StrictTransportSecurity = Year;
        return next(context);
    });
}
