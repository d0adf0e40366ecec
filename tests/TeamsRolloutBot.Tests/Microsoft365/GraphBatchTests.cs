using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Graph.Models;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Tests.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>Many small reads in batches, each with an answer of its own.</summary>
public sealed class GraphBatchTests
{
    private readonly GraphLevels _levels = GraphWire.Levels();

    // The number of reads in each batch.
    private readonly List<int> _batches = [];

    [Fact]
    public async Task There_are_twenty_in_a_batch_and_who_is_not_there_is_missing()
    {
        var found = await ReadAsync(45, (id, _) => id == "p7" ? (404, 0) : (200, 0));

        Assert.Equal([20, 20, 5], _batches);
        Assert.Equal(44, found.Count);
        Assert.DoesNotContain("p7", found.Keys);
        Assert.All(found, person => Assert.Equal(person.Key, person.Value.Id));
    }

    [Fact]
    public async Task The_same_key_in_another_spelling_is_read_once()
    {
        var found = await ReadAsync(["a@contoso.example.com", "A@CONTOSO.example.com"], (_, _) => (200, 0));

        Assert.Equal([1], _batches);
        Assert.Single(found);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Those_that_asked_to_wait_are_asked_again_and_the_others_are_not(int status)
    {
        var found = await ReadAsync(5, (id, round) => id is "p1" or "p3" && round == 1 ? (status, 2) : (200, 0));

        Assert.Equal([5, 2], _batches);
        Assert.Equal(5, found.Count);
    }

    [Fact]
    public async Task After_four_rounds_the_caller_is_asked_to_wait()
    {
        var failure = await Assert.ThrowsAsync<GraphException>(() => ReadAsync(2, (id, _) => id == "p1" ? (429, 3) : (200, 0)));

        Assert.Equal((GraphFailureKind.Throttled, TimeSpan.FromSeconds(3)), (failure.Kind, failure.RetryAfter));
        Assert.Equal([2, 1, 1, 1], _batches);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_caller_at_once()
    {
        var failure = await Assert.ThrowsAsync<GraphException>(() => ReadAsync(2, (_, _) => (429, 60)));

        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
        Assert.Equal([2], _batches);
    }

    [Fact]
    public async Task A_refusal_of_one_closes_the_feature()
    {
        var failure = await Assert.ThrowsAsync<GraphException>(() => ReadAsync(3, (id, _) => id == "p2" ? (403, 0) : (200, 0)));

        Assert.Equal(GraphFailureKind.NotPermitted, failure.Kind);
        Assert.False(_levels.IsOpen(GraphFeature.People));
    }

    private Task<IReadOnlyDictionary<string, User>> ReadAsync(int count, Func<string, int, (int Status, int Wait)> answer) =>
        ReadAsync([.. Enumerable.Range(0, count).Select(number => $"p{number}")], answer);

    private async Task<IReadOnlyDictionary<string, User>> ReadAsync(
        IReadOnlyCollection<string> keys, Func<string, int, (int Status, int Wait)> answer)
    {
        using var wire = new StubServer(request => StubServer.Json(200, Answers(request, answer)));
        var time = new PassingTime();
        return await new GraphBatch(GraphWire.Connection(_levels, wire), time).ReadAsync<User>(
            GraphFeature.People, keys, (client, key) => client.Users[key].ToGetRequestInformation(), default);
    }

    private string Answers(SentRequest request, Func<string, int, (int Status, int Wait)> answer)
    {
        Assert.Equal("https://graph.microsoft.com/v1.0/$batch", request.Url);
        var reads = JsonNode.Parse(request.Body!)!["requests"]!.AsArray();
        _batches.Add(reads.Count);
        var answers = reads.Select(read =>
        {
            var key = Uri.UnescapeDataString(((string)read!["url"]!).Split('/')[^1]);
            var (status, wait) = answer(key, _batches.Count);
            return new JsonObject
            {
                ["id"] = (string)read["id"]!,
                ["status"] = status,
                ["headers"] = new JsonObject { ["Retry-After"] = $"{wait}" },
                ["body"] = status == 200
                    ? new JsonObject { ["id"] = key }
                    : new JsonObject { ["error"] = new JsonObject { ["code"] = "Whatever", ["message"] = "No." } },
            };
        });
        return new JsonObject { ["responses"] = new JsonArray([.. answers]) }.ToJsonString();
    }

    /// <summary>Every wait ends at once.</summary>
    private sealed class PassingTime : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Advance(dueTime);
            return timer;
        }
    }
}
