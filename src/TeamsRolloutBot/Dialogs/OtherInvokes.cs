using Microsoft.Bot.Builder;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Answers invokes that none of our cards cause but a client may still send, each with its
/// documented body. The endpoint answers unknown ones with 501.
/// </summary>
internal static class OtherInvokes
{
    public static InvokeResponse? Answer(string? name) => name switch
    {
        InvokeNames.TaskFetch or InvokeNames.TaskSubmit =>
            InvokeResponse.TaskMessage(ManagerTexts.ThisBotWorksInTheChat),
        InvokeNames.Search => InvokeResponse.SearchResults([]),
        InvokeNames.SignInVerifyState or InvokeNames.SignInTokenExchange => InvokeResponse.Plain(),
        _ => null,
    };
}
