using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>
/// Reads the files people send: lists as CSV, TSV or Excel, and definitions as JSON. The file's
/// address comes from the activity and is not trusted: only HTTPS from the platform's own hosts,
/// without the bot's token or redirects, and up to a size that fits any real list.
/// </summary>
internal sealed partial class ReceivedFiles(IHttpClientFactory clients, IHostEnvironment environment, ILogger<ReceivedFiles> logger)
{
    /// <summary>A list of 5,000 people with every column of an export is below 2 MB.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <returns>The file's text, or a message to the person why it cannot be read.</returns>
    public async Task<(string? Text, string? Problem)> ReadAsync(ReceivedFile file, string serviceUrl, CancellationToken ct)
    {
        var name = Wording.Shorten(file.Name, 80);
        if (file.Address is not { } address || !IsAllowed(address, serviceUrl))
        {
            LogNotOfThePlatform(logger);
            return (null, ManagerTexts.ICantOpenAttachItIn.With(name));
        }

        byte[]? content;
        try
        {
            content = await FetchAsync(address, ct);
        }
        catch (Exception fault) when (
            fault is HttpRequestException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogFailed(logger, fault.GetType().Name);
            return (null, ManagerTexts.CouldNotBeFetchedAttachIt.With(name));
        }

        if (content is null)
        {
            return (null, ManagerTexts.IsLargerThanMBLeaveOut.With(name, MostBytes / 1024 / 1024));
        }

        var (text, problem) = FileText.Read(content);
        return (text, problem is null ? null : ManagerTexts.ICantRead.With(name, problem));
    }

    // In Development the Playground on this machine is the platform.
    private bool IsAllowed(Uri address, string serviceUrl) =>
        FileHosts.IsAllowed(address)
        || (
            environment.IsDevelopment()
            && address.IsLoopback
            && Uri.TryCreate(serviceUrl, UriKind.Absolute, out var service)
            && address.Authority == service.Authority
            && address.Scheme == service.Scheme
        );

    /// <returns>The content; null if it is too large.</returns>
    private async Task<byte[]?> FetchAsync(Uri address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Timeout);
        using var response = await clients.CreateClient(FileConsents.ClientName)
            .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException("The file was not provided.", null, response.StatusCode);
        }

        if (response.Content.Headers.ContentLength > MostBytes)
        {
            return null;
        }

        // The declared length may be missing or wrong, so count while reading.
        await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var read)
        {
            if (content.Length + read > MostBytes)
            {
                return null;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file was not fetched, because the host is not one of the platform's")]
    private static partial void LogNotOfThePlatform(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An uploaded file could not be fetched: {Fault}")]
    private static partial void LogFailed(ILogger logger, string fault);
}
