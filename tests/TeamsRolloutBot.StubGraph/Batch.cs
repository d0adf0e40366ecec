using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace TeamsRolloutBot.StubGraph;

/// <summary>
/// <c>POST /$batch</c>, which no Graph OpenAPI file describes: at most 20 requests, each answered
/// separately in a batch with status 200. Source: "Combine multiple HTTP requests using JSON
/// batching" in the Graph documentation.
/// </summary>
internal static class Batch
{
    private const int Most = 20;

    public static GraphAnswer Answer(GraphStub stub, JsonElement? body)
    {
        if (body is not { } batch || !batch.TryGetProperty("requests", out var requests) || requests.GetArrayLength() is 0 or > Most)
        {
            stub.Violate("POST /$batch: 1 to 20 requests");
            return GraphAnswer.Error(400, "BadRequest", "A batch has 1 to 20 requests.");
        }

        var responses = new JsonArray();
        foreach (var request in requests.EnumerateArray())
        {
            var url = request.GetProperty("url").GetString()!;
            var parts = url.Split('?', 2);
            var query = parts.Length == 1
                ? []
                : QueryHelpers.ParseQuery(parts[1])
                      .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var headers = request.TryGetProperty("headers", out var given)
                ? given.EnumerateObject()
                      .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase)
                : [];
            var path = parts[0].StartsWith('/') ? parts[0] : "/" + parts[0];
            var answer = stub.Take(
                request.GetProperty("method").GetString()!, path, query, headers, request.TryGetProperty("body", out var own)
                    ? own
                    : null, isInBatch: true);
            var response = new JsonObject
            {
                ["id"] = request.GetProperty("id").GetString(),
                ["status"] = answer.Status,
                ["headers"] = new JsonObject { ["Content-Type"] = "application/json" },
                ["body"] = answer.Body?.DeepClone(),
            };
            if (answer.RetryAfter is { } wait)
            {
                response["headers"]!["Retry-After"] = ((int)wait.TotalSeconds).ToString();
            }

            responses.Add(response);
        }

        return GraphAnswer.Ok(new JsonObject { ["responses"] = responses });
    }
}
