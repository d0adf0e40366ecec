using Microsoft.Bot.Builder;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>The body of the answer to a button press.</summary>
internal static class ResponseText
{
    public static string Of(InvokeResponse response) => RememberingTeams.TextsOf(JsonOf(response));

    public static string JsonOf(InvokeResponse response) => response.Body is null ? "{}" : TeamsJson.Write(response.Body);
}
