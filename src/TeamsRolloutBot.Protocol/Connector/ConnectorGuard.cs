using System.Net;
using System.Net.Http.Headers;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// Sits between the SDK's client and the network: refuses addresses that are not the platform's,
/// whoever asks; parses error responses, of which the SDK reads only one of two formats; and notes
/// when a request goes out.
/// </summary>
internal sealed class ConnectorGuard(ServiceUrlPolicy policy, TimeProvider time) : DelegatingHandler
{
    private const int MaximumErrorBody = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!policy.MayReach(request.RequestUri!))
        {
            throw ConnectorException.ForeignAddress();
        }

        if (ConnectorCall.Current is { } call)
        {
            call.Watch(request);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw await FailureAsync(response, cancellationToken);
            }
        }

        // The SDK treats some success statuses as failures, differently for each call.
        response.StatusCode = HttpStatusCode.OK;
        return response;
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
}
