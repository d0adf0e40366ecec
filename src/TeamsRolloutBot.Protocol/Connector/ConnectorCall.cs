using System.Net;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// One call of the SDK's client, as it is seen below it: whether its request has begun to go out.
/// </summary>
/// <param name="whenWritten">Called when the body of the request is written to a
/// connection.</param>
internal sealed class ConnectorCall(Action? whenWritten)
{
    private static readonly AsyncLocal<ConnectorCall?> Under = new();

    private HttpMethod? method;
    private WatchedContent? content;

    /// <summary>
    /// The call that is being made. The SDK takes no word with a request, so it goes beside it.
    /// </summary>
    public static ConnectorCall? Current
    {
        get => Under.Value;
        set => Under.Value = value;
    }

    /// <summary>Watches the request of this call.</summary>
    public void Watch(HttpRequestMessage request)
    {
        method = request.Method;
        request.Content = content = request.Content is { } body ? new WatchedContent(body, whenWritten) : null;
    }

    /// <summary>
    /// There was no answer: whether the request may have arrived. Reading twice does no harm.
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
