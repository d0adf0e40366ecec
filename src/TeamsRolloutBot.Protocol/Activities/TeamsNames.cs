using Microsoft.Bot.Schema;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>
/// The values of <see cref="Activity.Action"/> of an
/// <see cref="ActivityTypes.InstallationUpdate"/>. The SDK defines only two of the four.
/// </summary>
public static class InstallationActions
{
    public const string Add = InstallationUpdateActionTypes.Add;
    public const string Remove = InstallationUpdateActionTypes.Remove;

    /// <summary>An upgrade of the app that added the bot.</summary>
    public const string AddUpgrade = "add-upgrade";

    /// <summary>An upgrade of the app that removed the bot.</summary>
    public const string RemoveUpgrade = "remove-upgrade";
}

/// <summary>The values of <see cref="ConversationAccount.ConversationType"/>.</summary>
public static class ConversationTypes
{
    /// <summary>A one-to-one chat with the bot.</summary>
    public const string Personal = "personal";
    public const string GroupChat = "groupChat";
    public const string Channel = "channel";
}

/// <summary>
/// The values of <see cref="Activity.Name"/> of an <see cref="ActivityTypes.Invoke"/>. The SDK
/// checks for most of them but names few.
/// </summary>
public static class InvokeNames
{
    /// <summary>
    /// An <c>Action.Execute</c> was pressed or triggered by a card's refresh; see
    /// <see cref="PressedAction"/>.
    /// </summary>
    public const string AdaptiveCardAction = "adaptiveCard/action";

    /// <summary>Typing in a choice set bound to one of the bot's datasets.</summary>
    public const string Search = "application/search";

    /// <summary>A dialog (task module) is requested.</summary>
    public const string TaskFetch = "task/fetch";

    /// <summary>A dialog (task module) was submitted.</summary>
    public const string TaskSubmit = "task/submit";

    /// <summary>The person answered a file consent card.</summary>
    public const string FileConsent = "fileConsent/invoke";
    public const string SignInTokenExchange = SignInConstants.TokenExchangeOperationName;
    public const string SignInVerifyState = SignInConstants.VerifyStateOperationName;
}
