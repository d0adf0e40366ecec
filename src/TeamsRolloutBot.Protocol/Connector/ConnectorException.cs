namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>What a failed call to the connector means for the one who made it.</summary>
public enum ConnectorFailureKind
{
    /// <summary>None of the others; not to be retried.</summary>
    Other,

    /// <summary>
    /// 429: too many requests. Wait for <see cref="ConnectorException.RetryAfter"/>, else back off.
    /// </summary>
    Throttled,

    /// <summary>
    /// 412, 502, 503, 504, or no connection: nothing was taken on, try again later.
    /// </summary>
    Transient,

    /// <summary>
    /// Timed out or cut off after the request had gone out: it may have arrived, so a repeat may
    /// send it twice.
    /// </summary>
    MaybeSent,

    /// <summary>
    /// The bot was blocked, uninstalled or disabled. Nothing reaches the person until they or an
    /// administrator change that.
    /// </summary>
    Blocked,

    /// <summary>The conversation does not exist (any more): forget its id.</summary>
    ConversationGone,

    /// <summary>The activity does not exist (any more): forget its id.</summary>
    ActivityGone,

    /// <summary>413: make the message smaller.</summary>
    TooLarge,

    /// <summary>
    /// 401, or no token could be had: the bot's registration or credentials are wrong.
    /// </summary>
    Unauthorised,

    /// <summary>400: the request is wrong and stays wrong.</summary>
    BadRequest,

    /// <summary>500, which the platform says not to retry.</summary>
    ServerFault,
}

/// <summary>A call to the connector that failed.</summary>
public sealed class ConnectorException : Exception
{
    public ConnectorException(ConnectorFailureKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    public ConnectorFailureKind Kind { get; }

    /// <summary>The HTTP status; missing when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The code in the body, such as <c>ConversationNotFound</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The code within the code, such as <c>MessageWritesBlocked</c>.</summary>
    public string? SubCode { get; init; }

    /// <summary>What Teams said. Not for logs above Debug: it may quote the request.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>
    /// How long to wait before trying again, where Teams said so. Never negative.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// True where the platform's guidance is to try again later:
    /// <see cref="ConnectorFailureKind.Throttled"/> and
    /// <see cref="ConnectorFailureKind.Transient"/>.
    /// </summary>
    public bool IsRetryable => Kind is ConnectorFailureKind.Throttled or ConnectorFailureKind.Transient;

    internal static ConnectorException ForeignAddress() =>
        new(ConnectorFailureKind.BadRequest, "The service URL is none of the platform's; nothing was sent.");
}
