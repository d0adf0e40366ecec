using AdaptiveCards;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>Responses to an invoke.</summary>
/// <remarks>
/// For <c>adaptiveCard/action</c> the HTTP status is always 200, and the client looks at the
/// <c>statusCode</c> in the body
/// (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format).
/// </remarks>
public static class InvokeResponses
{
    extension(InvokeResponse)
    {
        /// <summary>
        /// Answers <c>adaptiveCard/action</c> with a card that replaces the old one for the person
        /// who pressed.
        /// </summary>
        public static InvokeResponse Card(AdaptiveCard card) => CardActionAnswer(200, AdaptiveCard.ContentType, card);

        /// <summary>
        /// Answers <c>adaptiveCard/action</c> with a line of text; the card stays.
        /// </summary>
        public static InvokeResponse Message(string text) => CardActionAnswer(200, "application/vnd.microsoft.activity.message", text);

        /// <summary>
        /// Answers <c>adaptiveCard/action</c> with an error the client shows; the card stays.
        /// </summary>
        /// <param name="code">A short code for logging.</param>
        /// <param name="message">The text for the person.</param>
        /// <param name="status">400 if the request is at fault, 500 if the bot is.</param>
        public static InvokeResponse Error(string code, string message, int status = 400) =>
            status is 400 or 500
                ? CardActionAnswer(status, "application/vnd.microsoft.error", new Error(code, message))
                : throw new ArgumentOutOfRangeException(nameof(status), status, "The client only knows the errors 400 and 500.");

        /// <summary>Answers <c>task/submit</c> by closing the dialog with a line of text.</summary>
        public static InvokeResponse TaskMessage(string text) => Of(new TaskModuleResponse(new TaskModuleMessageResponse(text)));

        /// <summary>Answers <c>application/search</c>.</summary>
        public static InvokeResponse SearchResults(IReadOnlyList<(string Title, string Value)> results)
        {
            ArgumentNullException.ThrowIfNull(results);

            // Not the SDK's SearchInvokeResponse, which includes a status code that the documented
            // response does not have.
            return Of(new JObject
            {
                ["type"] = "application/vnd.microsoft.search.searchResponse",
                ["value"] = new JObject
                {
                    ["results"] = new JArray(results.Select(result => new JObject { ["value"] = result.Value, ["title"] = result.Title })),
                },
            });
        }

        /// <summary>Answers with a status and no body.</summary>
        public static InvokeResponse Plain(int status = 200) => new() { Status = status };
    }

    private static InvokeResponse CardActionAnswer(int status, string type, object value) =>
        Of(new AdaptiveCardInvokeResponse { StatusCode = status, Type = type, Value = value });

    private static InvokeResponse Of(object body) => new() { Status = 200, Body = body };
}
