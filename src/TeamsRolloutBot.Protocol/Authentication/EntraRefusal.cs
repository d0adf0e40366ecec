using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;
using Microsoft.Identity.Client;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// Why Entra refuses the bot a token, in words for an administrator. Source: "Microsoft Entra
/// authentication and authorization error codes"
/// (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
/// </summary>
public static partial class EntraRefusal
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["AADSTS7000215"] = "the client secret is wrong: set its value, not its id",
        ["AADSTS7000222"] = "the client secret has expired",
        ["AADSTS700027"] = "the certificate has expired or is not (or no longer) one of the registration's",
        ["AADSTS7000112"] = "the application is disabled in the tenant",
        ["AADSTS700016"] = "the tenant does not know the application",
        ["AADSTS90002"] = "the tenant does not exist",
    };

    /// <summary>
    /// The reason followed by the code in brackets; only the code if it is unknown; null without a
    /// code.
    /// </summary>
    /// <param name="code">Such as <c>AADSTS7000222</c>.</param>
    public static string? Describe(string? code) =>
        code is null ? null : Reasons.TryGetValue(code, out var reason) ? $"{reason} ({code})" : code;

    /// <summary>
    /// True if the token request failed because of the network or an outage rather than the
    /// registration.
    /// </summary>
    /// <param name="failure">The library's exception.</param>
    public static bool IsPassing(AuthenticationFailedException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            var passing = cause switch
            {
                MsalServiceException service => service.StatusCode is 0 or 429 or >= 500,
                RequestFailedException response => response.Status is 0 or 429 or >= 500,
                HttpRequestException or TimeoutException or OperationCanceledException => true,
                _ => false,
            };
            if (passing)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The first Entra error code in the exception or its causes; null if there is none.
    /// </summary>
    internal static string? CodeIn(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (Code().Match(cause.Message) is { Success: true } found)
            {
                return found.Value;
            }
        }

        return null;
    }

    [GeneratedRegex("AADSTS[0-9]{4,8}")]
    private static partial Regex Code();
}
