using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsRolloutBot.StubGraph;

/// <summary>A request that reached the stub, alone or in a batch.</summary>
/// <param name="Operation">The operation in the contract; null if it has none (which is a
/// violation).</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the version.</param>
/// <param name="Query">The query, decoded.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; null if there is none.</param>
/// <param name="IsInBatch">Whether it was part of a <c>$batch</c>.</param>
public sealed record GraphRequest(
    GraphOperation? Operation,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    JsonElement? Body,
    bool IsInBatch)
{
    public string Template => Operation?.ToString() ?? $"{Method} {Path}";

    public TimeSpan At { get; init; }

    public int Status { get; init; }

    internal string Value(int index) => Operation!.Values(Path)[index];

    internal string? Option(string name) => Query.GetValueOrDefault(name);
}

/// <summary>The stub's answer.</summary>
public sealed record GraphAnswer(int Status, JsonNode? Body = null)
{
    public TimeSpan? RetryAfter { get; init; }

    public string? Text { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Whether the connection ends in the middle of the body.</summary>
    public bool IsTruncated { get; init; }

    public string? Location { get; init; }

    public static GraphAnswer Ok(JsonNode body) => new(200, body);

    /// <summary>An error in Graph's format.</summary>
    public static GraphAnswer Error(int status, string code, string message = "", TimeSpan? retryAfter = null) => new(
        status,
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = code,
                ["message"] = message,
                ["innerError"] = new JsonObject { ["date"] = "2027-03-01T12:00:00Z", ["request-id"] = Guid.Empty.ToString() },
            },
        })
    { RetryAfter = retryAfter };
}

/// <summary>Replaces the stub's own answers a number of times.</summary>
/// <param name="Applies">The requests that it applies to.</param>
/// <param name="Answer">The answer; null for the stub's own answer, changed by
/// <paramref name="Change"/>.</param>
/// <param name="Change">Changes the stub's own answer, for example to make it slow.</param>
internal sealed record Script(Func<GraphRequest, bool> Applies, GraphAnswer? Answer, Func<GraphAnswer, GraphAnswer>? Change)
{
    public int Left { get; set; }
}
