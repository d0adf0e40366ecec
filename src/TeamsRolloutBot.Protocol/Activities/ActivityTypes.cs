namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>The values of <see cref="Activity.Type"/> that Teams sends. Others may come at any time and are answered with 200.</summary>
public static class ActivityTypes
{
    public const string Message = "message";
    public const string MessageUpdate = "messageUpdate";
    public const string MessageDelete = "messageDelete";
    public const string MessageReaction = "messageReaction";
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>The app was added, removed or upgraded; <see cref="Activity.Action"/> is one of <see cref="InstallationActions"/>.</summary>
    public const string InstallationUpdate = "installationUpdate";

    /// <summary>A request that waits for an answer in the HTTP response; <see cref="Activity.Name"/> is one of <see cref="InvokeNames"/>.</summary>
    public const string Invoke = "invoke";
    public const string Event = "event";
    public const string Typing = "typing";
    public const string EndOfConversation = "endOfConversation";
}

/// <summary>The values of <see cref="Activity.Action"/> of an <see cref="ActivityTypes.InstallationUpdate"/>.</summary>
public static class InstallationActions
{
    public const string Add = "add";
    public const string Remove = "remove";

    /// <summary>An upgrade of the app that added the bot.</summary>
    public const string AddUpgrade = "add-upgrade";

    /// <summary>An upgrade of the app that removed the bot.</summary>
    public const string RemoveUpgrade = "remove-upgrade";
}

/// <summary>The values of <see cref="ConversationAccount.ConversationType"/>.</summary>
public static class ConversationTypes
{
    /// <summary>The chat of one person with the bot.</summary>
    public const string Personal = "personal";
    public const string GroupChat = "groupChat";
    public const string Channel = "channel";
}

/// <summary>The values of <see cref="Activity.Name"/> of an <see cref="ActivityTypes.Invoke"/>.</summary>
public static class InvokeNames
{
    /// <summary>An <c>Action.Execute</c> was pressed or refreshed a card; see <see cref="CardAction"/>.</summary>
    public const string AdaptiveCardAction = "adaptiveCard/action";

    /// <summary>Typing in a choice set that is bound to a dataset of the bot's own.</summary>
    public const string Search = "application/search";

    /// <summary>A dialog (task module) is asked for.</summary>
    public const string TaskFetch = "task/fetch";

    /// <summary>A dialog (task module) was submitted.</summary>
    public const string TaskSubmit = "task/submit";

    /// <summary>The person answered a file consent card.</summary>
    public const string FileConsent = "fileConsent/invoke";
    public const string SignInTokenExchange = "signin/tokenExchange";
    public const string SignInVerifyState = "signin/verifyState";
}
