using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Tests.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>Which requests to Graph are retried, and which wait for a turn.</summary>
public sealed class GraphPipelineTests
{
    [Theory]
    [InlineData("GET", 429, true)]
    [InlineData("GET", 503, true)]
    [InlineData("GET", 500, true)]
    [InlineData("GET", 502, true)]
    [InlineData("GET", 504, true)]
    [InlineData("GET", 408, true)]
    [InlineData("POST", 429, true)]
    [InlineData("POST", 503, true)]
    [InlineData("POST", 500, false)]
    [InlineData("POST", 502, false)]
    [InlineData("POST", 504, false)]
    [InlineData("PATCH", 500, false)]
    [InlineData("GET", 401, false)]
    [InlineData("GET", 403, false)]
    [InlineData("GET", 404, false)]
    [InlineData("POST", 409, false)]
    public async Task A_write_is_repeated_only_where_it_was_not_begun(string method, int status, bool isRepeated)
    {
        var (requests, answer) = await SendAsync(method, "/users", first => first ? Answer(status, retryAfter: 0) : Answer(200));

        Assert.Equal(isRepeated ? (2, 200) : (1, status), (requests, (int)answer.StatusCode));
    }

    [Fact]
    public async Task Three_repetitions_are_enough()
    {
        var (requests, answer) = await SendAsync("GET", "/users", _ => Answer(503, retryAfter: 0));

        Assert.Equal((4, HttpStatusCode.ServiceUnavailable), (requests, answer.StatusCode));
    }

    [Fact]
    public async Task A_wait_of_more_than_ten_seconds_is_left_to_the_caller()
    {
        var (requests, answer) = await SendAsync("GET", "/users", _ => Answer(429, retryAfter: 11));

        Assert.Equal((1, HttpStatusCode.TooManyRequests), (requests, answer.StatusCode));
    }

    [Theory]
    [InlineData("/users/1/teamwork/installedApps", true, false)]
    [InlineData("/appCatalogs/teamsApps", true, false)]
    [InlineData("/users/1/sendMail", false, true)]
    [InlineData("/users/1/events/2", false, true)]
    [InlineData("/users/1/calendar/getSchedule", false, true)]
    [InlineData("/users/1/mailboxSettings", false, true)]
    [InlineData("/$batch", false, true)]
    [InlineData("/users/1", false, false)]
    [InlineData("/groups/1/transitiveMembers", false, false)]
    [InlineData("/users/1?$filter=/sendMail", false, false)]
    public void Installing_and_mailboxes_have_turns_of_their_own(string path, bool isInstallation, bool isMailbox)
    {
        var address = new Uri($"https://graph.microsoft.com/v1.0{path}");

        Assert.Equal((isInstallation, isMailbox), (GraphLanes.IsInstallation(address), GraphLanes.IsMailbox(address)));
    }

    private static HttpResponseMessage Answer(int status, int? retryAfter = null)
    {
        var answer = StubServer.Json(status, "{}");
        answer.Headers.RetryAfter = retryAfter is { } wait ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(wait)) : null;
        return answer;
    }

    private static async Task<(int Requests, HttpResponseMessage Answer)> SendAsync(
        string method, string path, Func<bool, HttpResponseMessage> answer)
    {
        StubServer wire = null!;
        using var server = wire = new StubServer(_ => answer(wire.Requests.Count == 1));
        var services = new ServiceCollection();
        services.AddOptions<GraphOptions>();
        services.AddSingleton(new GraphLanes(new Pacer(30, new OneInstance(), TimeProvider.System), new OneInstance()));
        services.AddGraphPipeline().ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(GraphPipeline.ClientName);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"https://graph.microsoft.com/v1.0{path}");

        var response = await client.SendAsync(request);
        return (server.Requests.Count, response);
    }
}
