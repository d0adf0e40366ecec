using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>The address Teams posts activities to.</summary>
internal sealed partial class ActivityEndpoint(
    IncomingAuthentication authentication, ChannelPolicy channels, ServiceUrlPolicy serviceUrls, SenderLimits limits, TimeProvider time, ILogger<ActivityEndpoint> logger)
{
    private readonly SampledWarning _notCovered = new(time);
    private readonly SampledWarning _notOfTeams = new(time);
    private readonly SampledWarning _serviceUrlDropped = new(time);
    private readonly SampledWarning _tooMany = new(time);

    private static readonly InvokeResponse CardActionFailed =
        InvokeResponse.Error("InternalError", "Something went wrong. Please try again.", StatusCodes.Status500InternalServerError);

    // What the Bot Framework SDK answers to an invoke nobody handled: the status, and no body (CloudAdapter, ProcessTurnResults).
    private static readonly InvokeResponse NotImplemented = InvokeResponse.Plain(StatusCodes.Status501NotImplemented);

    public async Task HandleAsync(HttpContext context)
    {
        if (!await authentication.IsAllowedAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!context.Request.HasJsonContentType())
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var (activity, status) = await ActivityBody.ReadAsync(context.Request);
        if (activity is null)
        {
            context.Response.StatusCode = status;
            return;
        }

        if (!authentication.Covers(context, activity))
        {
            if (_notCovered.IsDue(out var unwritten))
            {
                LogNotCovered(logger, LoggedId.Of(activity.Id), unwritten);
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!channels.Takes(activity))
        {
            if (_notOfTeams.IsDue(out var unwritten))
            {
                LogNotOfTeams(logger, LoggedId.Of(activity.Id), unwritten);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (authentication.IsRequired && !limits.Allows(activity, out var retryAfter))
        {
            if (_tooMany.IsDue(out var unwritten))
            {
                LogTooMany(logger, LoggedId.Of(activity.Id), unwritten);
            }

            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = retryAfter.ToString();
            return;
        }

        // It is answered here and now, but nothing is ever sent to, or remembered of, an address that is none of the platform's.
        if (!string.IsNullOrEmpty(activity.ServiceUrl) && !serviceUrls.IsAllowed(activity.ServiceUrl))
        {
            if (_serviceUrlDropped.IsDue(out var unwritten))
            {
                LogServiceUrlDropped(logger, LoggedId.Of(activity.Id), unwritten);
            }

            activity = activity with { ServiceUrl = null };
        }

        await AnswerAsync(context, activity);
    }

    private async Task AnswerAsync(HttpContext context, Activity activity)
    {
        try
        {
            var handler = context.RequestServices.GetRequiredService<IActivityHandler>();
            var response = await handler.HandleAsync(activity, context.RequestAborted);
            if (activity.Type == ActivityTypes.Invoke)
            {
                await WriteAsync(context, response ?? NotImplemented);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            var id = LoggedId.Of(activity.Id);
            LogAborted(logger, id);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            LogFailed(logger, failure, LoggedId.Of(activity.Id), LoggedId.Of(activity.Type));
            await AnswerFailureAsync(context, activity);
        }
    }

    private static Task AnswerFailureAsync(HttpContext context, Activity activity)
    {
        if (activity.IsInvoke(InvokeNames.AdaptiveCardAction))
        {
            return WriteAsync(context, CardActionFailed);
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, InvokeResponse response)
    {
        if (!response.HasBody)
        {
            context.Response.StatusCode = response.Status;
            return;
        }

        // Whole before its first byte goes out: what fails while it is written can still be answered as a failure, and the length is known.
        using var body = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(body, WireJson.WriterOptions))
        {
            response.WriteBody(writer);
        }

        context.Response.StatusCode = response.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.WrittenMemory.Length;
        await context.Response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {ActivityId} does not belong to the token it came with; {Unwritten} more like it since the last such entry")]
    private static partial void LogNotCovered(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {ActivityId} is not from Teams, names no tenant or no address of Teams's connector; it is refused; {Unwritten} more like it since the last such entry")]
    private static partial void LogNotOfTeams(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {ActivityId} names a service URL that is none of the platform's; it is not used; {Unwritten} more like it since the last such entry")]
    private static partial void LogServiceUrlDropped(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {ActivityId} is one too many of its sender and is not taken; {Unwritten} more like it since the last such entry")]
    private static partial void LogTooMany(ILogger logger, string? activityId, int unwritten);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The sender of activity {ActivityId} did not wait for the answer")]
    private static partial void LogAborted(ILogger logger, string? activityId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Activity {ActivityId} of type {ActivityType} could not be handled")]
    private static partial void LogFailed(ILogger logger, Exception failure, string? activityId, string? activityType);
}
