using System.Net;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The state of one call of the SDK's client: whether its request has begun to go out.
/// </summary>
/// <param name="whenWritten">Called when the request body is written to a connection.</param>
internal sealed class ConnectorCall(Action? whenWritten)
{
    private static readonly AsyncLocal<ConnectorCall?> Under = new();

    private HttpMethod? method;
    private WatchedContent? content;

    /// <summary>
    /// The call in progress. The SDK can't attach state to a request, so it is passed alongside.
    /// </summary>
    public static ConnectorCall? Current
    {
        get => Under.Value;
        set => Under.Value = value;
    }

    /// <summary>Starts watching this call's request.</summary>
    public void Watch(HttpRequestMessage request)
    {
        method = request.Method;
        request.Content = content = request.Content is { } body ? new WatchedContent(body, whenWritten) : null;
    }

    /// <summary>
    /// Whether a request without a response may have arrived. Reads never count, since repeating
    /// them is harmless.
    /// </summary>
    public bool MayHaveArrived(Exception failure) =>
        content?.WasStarted ?? (method is not null && method != HttpMethod.Get && !IsBeforeConnected(failure));

    private static bool IsBeforeConnected(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent body;
        private readonly Action? whenWritten;

        public WatchedContent(HttpContent body, Action? whenWritten)
        {
            this.body = body;
            this.whenWritten = whenWritten;
            Headers.ContentType = body.Headers.ContentType;
        }

        /// <summary>True once the server may have seen the request.</summary>
        public bool WasStarted { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            WasStarted = true;
            whenWritten?.Invoke();
            return body.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            body.Dispose();
            base.Dispose(disposing);
        }
    }
}
