using System.Text.Json.Nodes;

namespace TeamsRolloutBot.StubGraph;

/// <summary>Lists in pages, with the address of the next one.</summary>
internal static class Paging
{
    /// <param name="stub">Whose addresses are given.</param>
    /// <param name="request">What was asked, for a first or a later page.</param>
    /// <param name="all">The whole list.</param>
    /// <param name="write">Writes one of it.</param>
    /// <param name="size">How many are on a page when the request does not say.</param>
    public static GraphAnswer Page<T>(this GraphStub stub, GraphRequest request, IReadOnlyList<T> all, Func<T, JsonNode> write, int size)
    {
        var top = int.TryParse(request.Option("$top"), out var asked) ? Math.Clamp(asked, 1, 999) : size;
        var from = int.TryParse(request.Option("$skiptoken"), out var token) ? token : 0;
        var body = new JsonObject { ["value"] = new JsonArray([.. all.Skip(from).Take(top).Select(write)]) };
        if (from + top < all.Count)
        {
            var query = request.Query.Where(pair => pair.Key != "$skiptoken")
                .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}");
            body["@odata.nextLink"] = $"{stub.BaseUrl}{request.Path}?{string.Join('&', query.Append($"$skiptoken={from + top}"))}";
        }

        return GraphAnswer.Ok(body);
    }
}
