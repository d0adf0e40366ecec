using System.Net.Http.Headers;
using System.Text.Json;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>One request to the connector: guarded, authorised, and its failure put into words.</summary>
internal sealed class ConnectorTransport(IHttpClientFactory clients, IBotCredential credential, ServiceUrlPolicy policy, TimeProvider time)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "bot-connector";

    /// <summary>How long a request may take, all in all.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private const int MaximumErrorBody = 64 * 1024;

    /// <summary>Makes the request, a second time on the GCC host when Teams says that the tenant lives there.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="serviceUrl">The base address, whose path is kept.</param>
    /// <param name="path">Relative, with its segments escaped.</param>
    /// <param name="body">Writes the body, where there is one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="whenWritten">Called when the body goes out.</param>
    /// <returns>The body of the answer; nothing when it is empty or not JSON.</returns>
    public async Task<JsonElement?> RequestAsync(
        HttpMethod method, string serviceUrl, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken, Action? whenWritten = null)
    {
        try
        {
            return await RequestOnceAsync(method, serviceUrl, path, body, whenWritten, cancellationToken);
        }
        catch (ConnectorException failure) when (failure is { Status: 403, ErrorCode: ConnectorFailures.InvalidBotApiHost } && MayMoveToGcc(serviceUrl))
        {
            return await RequestOnceAsync(method, BotCloudEndpoints.GccServiceUrl, path, body, whenWritten, cancellationToken);
        }
    }

    /// <summary>A local test client that answers so means it as a test; it is not to lead a developer's machine out into the world.</summary>
    private bool MayMoveToGcc(string serviceUrl)
    {
        var present = new Uri(serviceUrl);
        return policy.IsAllowed(BotCloudEndpoints.GccServiceUrl)
            && !ServiceUrlPolicy.IsLoopback(present)
            && present.Host != new Uri(BotCloudEndpoints.GccServiceUrl).Host;
    }

    private async Task<JsonElement?> RequestOnceAsync(
        HttpMethod method, string serviceUrl, string path, Action<Utf8JsonWriter>? body, Action? whenWritten, CancellationToken cancellationToken)
    {
        if (!policy.IsAllowed(serviceUrl))
        {
            throw new ConnectorException(ConnectorFailureKind.BadRequest, "The service URL is none of the platform's; nothing was sent.");
        }

        using var request = new HttpRequestMessage(method, new Uri($"{serviceUrl.TrimEnd('/')}/{path}"));
        if (await credential.GetTokenAsync(cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var content = body is null ? null : new JsonRequestContent(body, whenWritten);
        request.Content = content;
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw await FailureAsync(response, cancellationToken);
            }

            return await ReadJsonAsync(response, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw NoAnswer(method, content, failure);
        }
        catch (IOException failure)
        {
            throw NoAnswer(method, content, failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(method, content, failure);
        }
    }

    private static async Task<JsonElement?> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // It was a success all the same: updates and deletions answer with nothing at all.
            return null;
        }
    }

    private async Task<ConnectorException> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var said = ConnectorErrorBody.Parse(await ReadErrorBodyAsync(response, cancellationToken));
        var kind = ConnectorFailures.Classify(status, said.Code, said.SubCode);
        return new ConnectorException(kind, $"The connector answered {status} {said.SubCode ?? said.Code}".TrimEnd() + ".")
        {
            Status = status,
            ErrorCode = said.Code,
            SubCode = said.SubCode,
            ServerMessage = said.Message,
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadErrorBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaximumErrorBody];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsMemory(0, read);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait is { } known && known < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>There was no answer, and what matters is whether the request had gone out. Reading twice does no harm.</summary>
    private static ConnectorException NoAnswer(HttpMethod method, JsonRequestContent? content, Exception failure)
    {
        var mayHaveArrived = content?.WasStarted ?? (method != HttpMethod.Get && !IsBeforeConnected(failure));
        return mayHaveArrived
            ? new ConnectorException(ConnectorFailureKind.MaybeSent, "The connector gave no answer; the request may have arrived.", failure)
            : new ConnectorException(ConnectorFailureKind.Transient, "The connector could not be reached.", failure);
    }

    private static bool IsBeforeConnected(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
