using System.Text.Json;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>The body of an answer to a pressed button.</summary>
internal static class ResponseText
{
    public static string Of(InvokeResponse response) => RememberingTeams.TextsOf(JsonOf(response));

    public static string JsonOf(InvokeResponse response)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            response.WriteBody(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
