using System.Globalization;
using System.Text.Json;
using Azure.Identity;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>The kinds of failed Graph calls.</summary>
internal enum GraphFailureKind
{
    /// <summary>The permission is missing or was withdrawn.</summary>
    NotPermitted,

    /// <summary>Forbidden for this person by a policy of the organisation.</summary>
    Refused,

    /// <summary>The person, group or event does not exist, or no longer does.</summary>
    NotFound,

    /// <summary>It already exists.</summary>
    Conflict,

    /// <summary>429: wait.</summary>
    Throttled,

    /// <summary>Graph is temporarily unable, and did nothing.</summary>
    Transient,

    /// <summary>No response: it may have been done.</summary>
    MaybeDone,

    /// <summary>
    /// Signing in failed: the credential is wrong, expired or unknown to the tenant.
    /// </summary>
    SignIn,

    /// <summary>Graph rejects the request.</summary>
    Invalid,
}

/// <summary>A failed call to Graph.</summary>
internal sealed class GraphException : Exception
{
    public GraphException(GraphFailureKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    public GraphFailureKind Kind { get; }

    /// <summary>The HTTP status; null if there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>The error code in the body, such as <c>Authorization_RequestDenied</c>.</summary>
    public string? Code { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether retrying later can help.</summary>
    public bool IsPassing => Kind is GraphFailureKind.Throttled or GraphFailureKind.Transient or GraphFailureKind.MaybeDone;
}

/// <summary>
/// Classifies failures of the SDK. Sources: "Microsoft Graph error responses" for the statuses; the
/// 403 texts written by Teams ("Missing role permissions on the request", "App is blocked by app
/// permission policy").
/// </summary>
internal static class GraphFailures
{
    private static readonly string[] PolicyWords =
    [
        "blocked by app permission policy", "app permission policy", "app setup policy", "is blocked", "blocked by the", "disabled by"
    ];

    /// <summary>The failure of a call.</summary>
    /// <param name="fault">The exception thrown.</param>
    /// <param name="isRead">The call is read-only: without a response nothing can have been
    /// done.</param>
    public static GraphException Of(Exception fault, bool isRead) => fault switch
    {
        GraphException known => known,
        ApiException api => OfStatus(
            api.ResponseStatusCode, (api as ODataError)?.Error?.Code, (api as ODataError)?.Error?.Message ?? api.Message,
            WaitOf(api), api),
        AuthenticationFailedException outage when EntraRefusal.IsPassing(outage) =>
            new(GraphFailureKind.Transient, "Entra could not be reached to get a token for Graph.", outage),
        AuthenticationFailedException signIn =>
            new(GraphFailureKind.SignIn, "Entra refused the bot a token for Graph: check Graph:SignIn and its credential.", signIn),
        HttpRequestException
        {
            StatusCode: null,
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
        } network =>
            new(GraphFailureKind.Transient, "Graph could not be reached.", network),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException or JsonException
            or Polly.Timeout.TimeoutRejectedException =>
            new(isRead ? GraphFailureKind.Transient : GraphFailureKind.MaybeDone, "Graph did not answer in time.", fault),
        _ => new(GraphFailureKind.Invalid, "The call to Graph failed.", fault),
    };

    public static GraphException OfStatus(int status, string? code, string? said, TimeSpan? wait, Exception? inner = null)
    {
        var (kind, message) = status switch
        {
            401 => (GraphFailureKind.SignIn, "Graph does not accept the bot’s sign-in."),
            403 when PolicyWords.Any(word => said?.Contains(word, StringComparison.OrdinalIgnoreCase) == true) =>
                (GraphFailureKind.Refused, "A policy of the organisation blocks it."),
            403 => (GraphFailureKind.NotPermitted, "The permission is missing."),
            404 => (GraphFailureKind.NotFound, "It does not exist."),
            409 => (GraphFailureKind.Conflict, "It already exists."),
            429 => (GraphFailureKind.Throttled, "Graph throttles the bot."),
            503 => (GraphFailureKind.Transient, "Graph is busy."),
            408 or 500 or 502 or 504 => (GraphFailureKind.MaybeDone, "Graph failed."),
            _ => (GraphFailureKind.Invalid, "Graph does not accept the request."),
        };
        return new GraphException(kind, message, inner) { Status = status, Code = code, RetryAfter = wait };
    }

    private static TimeSpan? WaitOf(ApiException fault) =>
        fault.ResponseHeaders is { } headers
        && headers.FirstOrDefault(header => string.Equals(header.Key, "Retry-After", StringComparison.OrdinalIgnoreCase))
            .Value?.FirstOrDefault() is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
