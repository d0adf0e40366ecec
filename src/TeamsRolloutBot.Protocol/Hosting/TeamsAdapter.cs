using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// The SDK's adapter with our own checks in front of it: sender, rate and format. Derived from the
/// base class of the SDK's <c>CloudAdapter</c>, which reads the body before it checks the token,
/// and without a limit.
/// </summary>
internal sealed partial class TeamsAdapter(
    IncomingAuthentication authentication,
    ChannelPolicy channels,
    ServiceUrlPolicy serviceUrls,
    SenderLimits limits,
    TurnAuthentication turns,
    RetryingConnector connector,
    TimeProvider time,
    ILogger<TeamsAdapter> logger) : CloudAdapterBase(turns), IBotFrameworkHttpAdapter
{
    private static readonly InvokeResponse CardActionFailed =
        InvokeResponse.Error("InternalError", "Something went wrong. Please try again.", StatusCodes.Status500InternalServerError);

    private readonly SampledWarning _notCovered = new(time);
    private readonly SampledWarning _notOfTeams = new(time);
    private readonly SampledWarning _serviceUrlDropped = new(time);
    private readonly SampledWarning _tooMany = new(time);

    public async Task ProcessAsync(
        HttpRequest httpRequest, HttpResponse httpResponse, IBot bot, CancellationToken cancellationToken = default)
    {
        var context = httpRequest.HttpContext;
        if (!await authentication.IsAllowedAsync(context))
        {
            httpResponse.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!httpRequest.HasJsonContentType())
        {
            httpResponse.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var (activity, status) = await ActivityReader.ReadAsync(httpRequest);
        if (activity is null)
        {
            httpResponse.StatusCode = status;
            return;
        }

        if (Refuse(context, activity) is { } refused)
        {
            httpResponse.StatusCode = refused;
            return;
        }

        // The request itself is answered, but nothing is ever sent to, or stored for, an address
        // that is not the platform's.
        if (!string.IsNullOrEmpty(activity.ServiceUrl) && !serviceUrls.IsAllowed(activity.ServiceUrl))
        {
            if (_serviceUrlDropped.IsDue(out var unwritten))
            {
                LogServiceUrlDropped(logger, LoggedId.Of(activity.Id), unwritten);
            }

            activity.ServiceUrl = null;
        }

        await AnswerAsync(httpResponse, activity, bot, cancellationToken);
    }

    /// <summary>
    /// Rejects what does not match its token, is not from Teams, or exceeds the rate limit.
    /// </summary>
    /// <returns>The error status; null if the activity is accepted.</returns>
    private int? Refuse(HttpContext context, Activity activity)
    {
        if (!authentication.Covers(context, activity))
        {
            if (_notCovered.IsDue(out var unwritten))
            {
                LogNotCovered(logger, LoggedId.Of(activity.Id), unwritten);
            }

            return StatusCodes.Status401Unauthorized;
        }

        if (!channels.Takes(activity))
        {
            if (_notOfTeams.IsDue(out var unwritten))
            {
                LogNotOfTeams(logger, LoggedId.Of(activity.Id), unwritten);
            }

            return StatusCodes.Status403Forbidden;
        }

        if (authentication.IsRequired && !limits.Allows(activity, out var retryAfter))
        {
            if (_tooMany.IsDue(out var unwritten))
            {
                LogTooMany(logger, LoggedId.Of(activity.Id), unwritten);
            }

            context.Response.Headers.RetryAfter = retryAfter.ToString();
            return StatusCodes.Status429TooManyRequests;
        }

        return null;
    }

    /// <summary>Runs a turn.</summary>
    /// <returns>The response to an invoke, 501 without a body if unhandled; null for everything
    /// else.</returns>
    internal Task<InvokeResponse?> RunAsync(Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        // Otherwise the SDK would buffer replies in the response on request, which Teams never
        // makes.
        activity.HideLocale();
        activity.DeliveryMode = null;
        return ProcessActivityAsync(turns.Authenticated, activity, bot.OnTurnAsync, cancellationToken)!;
    }

    /// <summary>
    /// Sends the bot's replies through our connector, which is paced, retries, and understands
    /// error responses.
    /// </summary>
    public override async Task<ResourceResponse[]> SendActivitiesAsync(
        ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        var sent = new List<ResourceResponse>(activities.Length);
        foreach (var activity in activities)
        {
            sent.AddRange(activity.Type == ActivityTypesEx.InvokeResponse
                ? await base.SendActivitiesAsync(turnContext, [activity], cancellationToken)
                : [new ResourceResponse(await connector.SendAsync(Address(turnContext), WithoutAddress(activity), cancellationToken))]);
        }

        return [.. sent];
    }

    public override async Task<ResourceResponse> UpdateActivityAsync(
        ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        var id = activity.Id;
        await connector.UpdateAsync(Address(turnContext), id, WithoutAddress(activity), cancellationToken);
        return new ResourceResponse(id);
    }

    public override Task DeleteActivityAsync(
        ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken) =>
        connector.DeleteAsync(Address(turnContext), reference.ActivityId, cancellationToken);

    private async Task AnswerAsync(HttpResponse response, Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        try
        {
            if (await RunAsync(activity, bot, cancellationToken) is { } answer)
            {
                await WriteAsync(response, answer, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var id = LoggedId.Of(activity.Id);
            LogAborted(logger, id);
        }
        catch (Exception failure) when (!response.HasStarted)
        {
            LogFailed(logger, failure, LoggedId.Of(activity.Id), LoggedId.Of(activity.Type));
            if (activity.IsInvoke(InvokeNames.AdaptiveCardAction))
            {
                await WriteAsync(response, CardActionFailed, cancellationToken);
                return;
            }

            response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static async Task WriteAsync(HttpResponse response, InvokeResponse answer, CancellationToken cancellationToken)
    {
        // Serialised completely first, so that a serialisation error can still be reported as a
        // failure and the length is known.
        var body = answer.Body is null ? null : Encoding.UTF8.GetBytes(TeamsJson.Write(answer.Body));
        response.StatusCode = answer.Status;
        if (body is not null)
        {
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = body.Length;
            await response.BodyWriter.WriteAsync(body, cancellationToken);
        }
    }

    private static ConversationAddress Address(ITurnContext turnContext) =>
        new(
            turnContext.Activity.ServiceUrl ?? string.Empty, turnContext.Activity.Conversation?.Id ?? string.Empty,
            turnContext.Activity.TenantId);

    // The SDK writes the destination into each activity, but the request path already has it.
    private static Activity WithoutAddress(Activity activity)
    {
        (activity.Id, activity.ReplyToId, activity.ServiceUrl, activity.ChannelId) = (null, null, null, null);
        (activity.Conversation, activity.From, activity.Recipient) = (null, null, null);
        return activity;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Activity {ActivityId} does not match its token; {Unwritten} more since the last entry")]
    private static partial void LogNotCovered(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message =
        "Activity {ActivityId} is not from Teams, or has no tenant or no service URL of the Teams connector; it is refused; "
        + "{Unwritten} more since the last entry")]
    private static partial void LogNotOfTeams(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message =
        "Activity {ActivityId} has a service URL that is not one of the platform's; the URL is not used; {Unwritten} more "
        + "since the last entry")]
    private static partial void LogServiceUrlDropped(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message =
        "Activity {ActivityId} exceeds its sender's limit and is refused; {Unwritten} more since the last entry")]
    private static partial void LogTooMany(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The sender of activity {ActivityId} did not wait for the answer")]
    private static partial void LogAborted(ILogger logger, string? activityId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Activity {ActivityId} of type {ActivityType} could not be handled")]
    private static partial void LogFailed(ILogger logger, Exception failure, string? activityId, string? activityType);
}
