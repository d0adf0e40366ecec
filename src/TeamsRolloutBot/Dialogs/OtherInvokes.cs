using Microsoft.Bot.Builder;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Answers invokes that no card of this bot causes but a client may send all the same, each with
/// the body that is documented for it. Unknown ones are answered with 501 by the endpoint.
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
