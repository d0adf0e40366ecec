using System.Text.Json.Nodes;

namespace TeamsRolloutBot.StubGraph;

/// <summary>Lists in pages, each with the address of the next.</summary>
internal static class Paging
{
    /// <param name="stub">The stub whose addresses are used.</param>
    /// <param name="request">The request, for a first or a later page.</param>
    /// <param name="all">The whole list.</param>
    /// <param name="write">Writes one item.</param>
    /// <param name="size">The page size if the request does not specify one.</param>
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
