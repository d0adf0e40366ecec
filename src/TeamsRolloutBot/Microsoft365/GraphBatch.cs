using System.Net;
using System.Text.Json;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Many small reads in batches of 20. A batch answered with 200 may contain failed items: throttled
/// ones are retried, and each failure is separate. Source: "Combine multiple HTTP requests using
/// JSON batching" of the Graph documentation.
/// </summary>
internal sealed class GraphBatch(GraphConnection connection, TimeProvider time)
{
    public const int Size = 20;
    private const int Rounds = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Reads one item per key.</summary>
    /// <param name="feature">The feature the reads belong to.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="read">The request for a key.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The results; keys that were not found are missing.</returns>
    /// <exception cref="GraphException">An item failed in another way, or the permission is
    /// missing.</exception>
    public async Task<IReadOnlyDictionary<string, T>> ReadAsync<T>(
        GraphFeature feature, IReadOnlyCollection<string> keys, Func<GraphServiceClient, string, RequestInformation> read,
        CancellationToken ct)
        where T : class, IParsable, new()
    {
        var found = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in keys.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Size))
        {
            IReadOnlyList<string> left = chunk;
            for (var round = 1; left.Count > 0; round++)
            {
                (left, var wait) = await RoundAsync(feature, left, read, found, ct);
                if (left.Count > 0 && (round == Rounds || wait > LongestWait))
                {
                    throw new GraphException(GraphFailureKind.Throttled, "Graph throttles the bot.") { Status = 429, RetryAfter = wait };
                }

                if (left.Count > 0)
                {
                    await Task.Delay(wait, time, ct);
                }
            }
        }

        return found;
    }

    private Task<(IReadOnlyList<string> Left, TimeSpan Wait)> RoundAsync<T>(
        GraphFeature feature, IReadOnlyList<string> keys, Func<GraphServiceClient, string, RequestInformation> read, Dictionary<string,
        T> found, CancellationToken ct)
        where T : class, IParsable, new() =>
        connection.CallAsync<(IReadOnlyList<string>, TimeSpan)>(
            feature,
            isRead: true,
            async client =>
            {
                var batch = new BatchRequestContentCollection(client);
                var steps = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var key in keys)
                {
                    steps.Add(await batch.AddBatchRequestStepAsync(read(client, key)), key);
                }

                var answers = await client.Batch.PostAsync(batch, ct);
                List<string> left = [];
                var wait = TimeSpan.Zero;
                foreach (var (step, key) in steps)
                {
                    using var answer = await answers.GetResponseByIdAsync(step);
                    var status = answer?.StatusCode ?? HttpStatusCode.ServiceUnavailable;
                    switch ((int)status)
                    {
                        case >= 200 and < 300:
                            found[key] = await ParseAsync<T>(answer!, ct);
                            break;
                        case 404:
                            break;
                        case 429 or 500 or 502 or 503 or 504:
                            left.Add(key);
                            var asked = answer?.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
                            wait = asked > wait ? asked : wait;
                            break;
                        default:
                            throw await FailureAsync(answer!, ct);
                    }
                }

                return (left, wait);
            },
            ct);

    private static async Task<T> ParseAsync<T>(HttpResponseMessage answer, CancellationToken ct)
        where T : class, IParsable, new()
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var node = await ParseNodeFactoryRegistry.DefaultInstance.GetRootParseNodeAsync("application/json", body, ct);
        return node.GetObjectValue(_ => new T()) ?? throw new JsonException("An answer in a batch is empty.");
    }

    private static async Task<GraphException> FailureAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var node = await ParseNodeFactoryRegistry.DefaultInstance.GetRootParseNodeAsync("application/json", body, ct);
        var error = node.GetObjectValue(ODataError.CreateFromDiscriminatorValue)?.Error;
        return GraphFailures.OfStatus((int)answer.StatusCode, error?.Code, error?.Message, answer.Headers.RetryAfter?.Delta);
    }
}
