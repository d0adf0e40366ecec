using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

/// <summary>A request in its wire format.</summary>
internal sealed record SentRequest(HttpMethod Method, string Url, string? Authorization, string? Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body!);
}

/// <summary>The other end of the wire: records the requests and answers as told.</summary>
internal sealed class StubServer(Func<SentRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<SentRequest> _requests = [];

    public IReadOnlyList<SentRequest> Requests => [.. _requests];

    public static HttpResponseMessage Json(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public IConnector Connector(IBotCredential? credential = null, TimeProvider? time = null, bool allowLoopback = false) =>
        Wire.Connector(this, new ServiceUrlPolicy(BotCloud.Public, allowLoopback), credential, time);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentRequest(request.Method, request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString(), body);
        _requests.Enqueue(sent);
        return answer(sent);
    }
}
