namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The meaning of the connector's error responses. The table follows "Status codes from bot
/// conversational APIs" in the article "Conversations with a bot"
/// (https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability);
/// retries follow "Rate limiting for agents": 412, 429, 502, 503 and 504, and nothing else.
/// </summary>
public static class ConnectorFailures
{
    /// <summary>The code of a tenant that lives on the GCC host.</summary>
    public const string InvalidBotApiHost = "InvalidBotApiHost";

    /// <summary>
    /// The sub-code of a bot that was blocked or uninstalled ("Send proactive messages").
    /// </summary>
    public const string MessageWritesBlocked = "MessageWritesBlocked";

    /// <summary>The code of a conversation that does not exist, or no longer does.</summary>
    public const string ConversationNotFound = "ConversationNotFound";

    /// <summary>
    /// The code of an unsuccessful roster look-up (Bot Framework SDK, TeamsInfo).
    /// </summary>
    public const string MemberNotFoundInConversation = "MemberNotFoundInConversation";

    /// <summary>
    /// Cases decided by the error code. All others are decided by the status alone.
    /// </summary>
    private static readonly Dictionary<(int Status, string Code), ConnectorFailureKind> ByCode = new()
    {
        [(403, "BotDisabledByAdmin")] = ConnectorFailureKind.Blocked,
        [(403, "BotNotInConversationRoster")] = ConnectorFailureKind.Blocked,
        [(403, "ConversationBlockedByUser")] = ConnectorFailureKind.Blocked,
        [(403, "ForbiddenOperationException")] = ConnectorFailureKind.Blocked,
        [(403, MessageWritesBlocked)] = ConnectorFailureKind.Blocked,
        [(403, InvalidBotApiHost)] = ConnectorFailureKind.Other,
        [(403, "NotEnoughPermissions")] = ConnectorFailureKind.Other,
        [(404, "ActivityNotFoundInConversation")] = ConnectorFailureKind.ActivityGone,
        [(404, ConversationNotFound)] = ConnectorFailureKind.ConversationGone,
        [(404, MemberNotFoundInConversation)] = ConnectorFailureKind.Other,
    };

    /// <summary>Classifies an error response.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The error code in the body, if any.</param>
    /// <param name="subCode">The error code inside the message, if any.</param>
    public static ConnectorFailureKind Classify(int status, string? code, string? subCode)
    {
        if (subCode is not null && ByCode.TryGetValue((status, subCode), out var kind))
        {
            return kind;
        }

        if (code is not null && ByCode.TryGetValue((status, code), out kind))
        {
            return kind;
        }

        return status switch
        {
            400 => ConnectorFailureKind.BadRequest,
            401 => ConnectorFailureKind.Unauthorised,

            // After an uninstallation every call answers 403, partly with undocumented codes.
            403 => ConnectorFailureKind.Blocked,
            404 => ConnectorFailureKind.ConversationGone,
            413 => ConnectorFailureKind.TooLarge,
            429 => ConnectorFailureKind.Throttled,
            412 or 502 or 503 or 504 => ConnectorFailureKind.Transient,
            >= 500 => ConnectorFailureKind.ServerFault,
            _ => ConnectorFailureKind.Other,
        };
    }
}
