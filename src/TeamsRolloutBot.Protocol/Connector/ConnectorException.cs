namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>What a failed connector call means for its caller.</summary>
public enum ConnectorFailureKind
{
    /// <summary>Anything else; do not retry.</summary>
    Other,

    /// <summary>
    /// 429: too many requests. Wait for <see cref="ConnectorException.RetryAfter"/>, otherwise back
    /// off.
    /// </summary>
    Throttled,

    /// <summary>412, 502, 503, 504, or no connection: nothing was accepted, retry later.</summary>
    Transient,

    /// <summary>
    /// Timed out or cut off after the request had gone out: it may have arrived, so a retry may
    /// send it twice.
    /// </summary>
    MaybeSent,

    /// <summary>
    /// The bot was blocked, uninstalled or disabled. Nothing reaches the person until they or an
    /// administrator change that.
    /// </summary>
    Blocked,

    /// <summary>The conversation does not exist, or no longer does: forget its id.</summary>
    ConversationGone,

    /// <summary>The activity does not exist, or no longer does: forget its id.</summary>
    ActivityGone,

    /// <summary>413: make the message smaller.</summary>
    TooLarge,

    /// <summary>401, or no token: the bot's registration or credentials are wrong.</summary>
    Unauthorised,

    /// <summary>400: the request is wrong, and retrying will not help.</summary>
    BadRequest,

    /// <summary>500, which the platform says must not be retried.</summary>
    ServerFault,
}

/// <summary>A failed connector call.</summary>
public sealed class ConnectorException : Exception
{
    public ConnectorException(ConnectorFailureKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    public ConnectorFailureKind Kind { get; }

    /// <summary>The HTTP status; null if there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>The error code in the body, such as <c>ConversationNotFound</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The nested error code, such as <c>MessageWritesBlocked</c>.</summary>
    public string? SubCode { get; init; }

    /// <summary>Teams' message. Do not log above Debug: it may quote the request.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>How long to wait before a retry, if Teams said so. Never negative.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// True if the platform advises a retry: <see cref="ConnectorFailureKind.Throttled"/> and
    /// <see cref="ConnectorFailureKind.Transient"/>.
    /// </summary>
    public bool IsRetryable => Kind is ConnectorFailureKind.Throttled or ConnectorFailureKind.Transient;

    internal static ConnectorException ForeignAddress() =>
        new(ConnectorFailureKind.BadRequest, "The service URL is not one of the platform's; nothing was sent.");
}
