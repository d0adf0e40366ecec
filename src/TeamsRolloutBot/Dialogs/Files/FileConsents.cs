using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Serialization;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>
/// Handles the answer when Teams asks whether to save a file: if accepted, the bot uploads it to
/// the person's OneDrive; if declined, it is discarded. Source: "Send and receive files through
/// bots", learn.microsoft.com.
/// </summary>
internal sealed partial class FileConsents(
    Downloads downloads, IHttpClientFactory clients, RetryingConnector connector, ILogger<FileConsents> logger)
{
    /// <summary>The HTTP client for file transfers: no redirects, no bot token.</summary>
    public const string ClientName = "files";

    /// <summary>The time limit of an upload.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Handles a <c>fileConsent/invoke</c>. Only the person who asked for the file gets it, and a
    /// repeated invoke does nothing.
    /// </summary>
    public async Task AnswerAsync(Caller caller, Activity activity, CancellationToken ct)
    {
        var token = activity.ReceivedValue.Find("context").Find("file").AsText() ?? string.Empty;
        var isAccepted = activity.ReceivedValue.Find("action").AsText() == "accept";
        if (await downloads.TakeAsync(token, caller.TenantId, caller.Person.Id, ct) is not { } file)
        {
            if (await downloads.FindOwnAsync(token, caller.TenantId, caller.Person.Id, ct) is null)
            {
                await SayAsync(caller, ManagerTexts.ThisFileHasEndedAskMe, ct);
            }

            return;
        }

        await RemoveOfferAsync(caller, activity.ReplyToId, ct);
        if (!isAccepted)
        {
            await downloads.RemoveAsync(file, ct);
            return;
        }

        if (await UploadAsync(file, activity.ReceivedValue.Find("uploadInfo"), ct) is not { } saved)
        {
            await downloads.GiveBackAsync(file, ct);
            await SayAsync(
                caller, ManagerTexts.TheFileCouldNotBeSaved, ct,
                FileHandOver.OfferOf(file.Name, file.Length, token));
            return;
        }

        await downloads.RecordAsync(file, ct);
        await downloads.RemoveAsync(file, ct);
        await SayAsync(caller, null, ct, saved);
    }

    private async Task<Attachment?> UploadAsync(StoredFile file, JsonElement? info, CancellationToken ct)
    {
        if (!Uri.TryCreate(info.Find("uploadUrl").AsText(), UriKind.Absolute, out var target) || !FileHosts.IsAllowed(target))
        {
            LogNotOfThePlatform(logger);
            return null;
        }

        try
        {
            using var bytes = new MemoryStream();
            await (await downloads.OpenAsync(file, ct))(bytes);
            bytes.Position = 0;
            using var content = new StreamContent(bytes);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/octet-stream");
            content.Headers.ContentRange = new ContentRangeHeaderValue(0, Math.Max(0, file.Length - 1), file.Length);
            using var response = await clients.CreateClient(ClientName).PutAsync(target, content, ct);
            if (!response.IsSuccessStatusCode)
            {
                LogRefused(logger, (int)response.StatusCode);
                return null;
            }
        }
        catch (Exception fault) when (
            fault is HttpRequestException or StorageException || (fault is TaskCanceledException && !ct.IsCancellationRequested))
        {
            LogFailed(logger, fault.GetType().Name);
            return null;
        }

        return new Attachment
        {
            ContentType = FileInfoCard.ContentType,
            ContentUrl = info.Find("contentUrl").AsText(),
            Name = file.Name,
            Content = new FileInfoCard { UniqueId = info.Find("uniqueId").AsText(), FileType = info.Find("fileType").AsText() },
        };
    }

    // The offer can be answered only once; leaving it would mislead.
    private async Task RemoveOfferAsync(Caller caller, string? activityId, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(activityId))
        {
            return;
        }

        try
        {
            await connector.DeleteAsync(caller.Address, activityId, ct);
        }
        catch (ConnectorException fault)
        {
            LogNotTold(logger, fault.Kind);
        }
    }

    private async Task SayAsync(Caller caller, string? text, CancellationToken ct, params IReadOnlyList<Attachment> attachments)
    {
        try
        {
            await connector.SendAsync(caller.Address, OutgoingActivity.FromAttachments(attachments, text), ct);
        }
        catch (ConnectorException fault)
        {
            LogNotTold(logger, fault.Kind);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file was not uploaded, because the host is not one of the platform's")]
    private static partial void LogNotOfThePlatform(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "OneDrive refused a file: status {Status}")]
    private static partial void LogRefused(ILogger logger, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file could not be uploaded: {Fault}")]
    private static partial void LogFailed(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result of a file upload could not be sent: {Kind}")]
    private static partial void LogNotTold(ILogger logger, ConnectorFailureKind kind);
}
