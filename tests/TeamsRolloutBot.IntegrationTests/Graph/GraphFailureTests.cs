using Azure.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>What happens when Graph fails.</summary>
public sealed class GraphFailureTests
{
    private const string Search = "GET /users";

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_read_is_repeated_when_that_can_help(int status)
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Script(Search, GraphAnswer.Error(status, "Whatever"));

        Assert.Single(await graph.People.SearchAsync("maria", 5, default));
        Assert.Equal(2, graph.Stub.Count(Search));
    }

    [Fact]
    public async Task The_wait_Graph_asks_for_is_kept()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Script(Search, GraphAnswer.Error(429, "TooManyRequests", retryAfter: TimeSpan.FromSeconds(1)));

        await graph.People.SearchAsync("maria", 5, default);

        var requests = graph.Stub.Requests.Where(request => request.Template == Search).ToList();
        Assert.True(requests[1].At - requests[0].At >= TimeSpan.FromSeconds(0.95));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_outage_of_Entra_passes_and_a_refusal_does_not_for_Graph_and_for_storage(bool isOutage)
    {
        var fault = new AuthenticationFailedException(
            "no token", isOutage ? new HttpRequestException("no route") : new InvalidOperationException("AADSTS7000222"));

        Assert.Equal(isOutage ? GraphFailureKind.Transient : GraphFailureKind.SignIn, GraphFailures.Of(fault, isRead: true).Kind);
        Assert.Equal(isOutage, AzureFaults.Describe(fault).IsTransient);
    }

    [Fact]
    public async Task A_long_wait_is_left_to_the_caller()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Script(Search, GraphAnswer.Error(429, "TooManyRequests", retryAfter: TimeSpan.FromSeconds(300)));

        var failure = await Assert.ThrowsAsync<GraphException>(() => graph.People.SearchAsync("maria", 5, default));

        Assert.Equal((GraphFailureKind.Throttled, TimeSpan.FromSeconds(300)), (failure.Kind, failure.RetryAfter));
        Assert.Equal(1, graph.Stub.Count(Search));
    }

    [Theory]
    [InlineData(401, GraphFailureKind.SignIn)]
    [InlineData(403, GraphFailureKind.NotPermitted)]
    [InlineData(404, GraphFailureKind.NotFound)]
    [InlineData(409, GraphFailureKind.Conflict)]
    [InlineData(400, GraphFailureKind.Invalid)]
    public async Task What_repeating_does_not_help_is_said_at_once(int status, object kind)
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Script(Search, GraphAnswer.Error(status, "Whatever"), times: 2);

        var failure = await Assert.ThrowsAsync<GraphException>(() => graph.People.SearchAsync("maria", 5, default));

        Assert.Equal((GraphFailureKind)kind, failure.Kind);
        Assert.InRange(graph.Stub.Count(Search), 1, status == 401 ? 2 : 1);
    }

    [Fact]
    public async Task A_truncated_answer_counts_as_none_and_is_asked_for_again()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Change(Search, answer => answer with { IsTruncated = true });

        Assert.Single(await graph.People.SearchAsync("maria", 5, default));

        graph.Stub.Change(Search, answer => answer with { IsTruncated = true }, times: 10);
        var failure = await Assert.ThrowsAsync<GraphException>(() => graph.People.SearchAsync("maria", 5, default));
        Assert.Equal(GraphFailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task A_slow_answer_is_waited_for_only_so_long()
    {
        await using var graph = await GraphUnderTest.StartAsync(KeyValuePair.Create<string, string?>("Graph:TimeoutSeconds", "1"));
        graph.Stub.Change(Search, answer => answer with { Delay = TimeSpan.FromMinutes(5) });

        Assert.Single(await graph.People.SearchAsync("maria", 5, default));
    }

    [Fact]
    public async Task A_batch_of_which_every_answer_is_refused_says_so()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Script("GET /users/{user-id}", GraphAnswer.Error(403, "Authorization_RequestDenied"));

        var failure = await Assert.ThrowsAsync<GraphException>(() => graph.People.FindAsync(TestPerson.Maria.ObjectId, default));

        Assert.Equal(GraphFailureKind.NotPermitted, failure.Kind);
        Assert.False(graph.Levels.IsOpen(GraphFeature.People));
    }

    [Fact]
    public async Task Mailboxes_are_asked_four_at_a_time()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Change("POST /users/{user-id}/sendMail", answer => answer with { Delay = TimeSpan.FromMilliseconds(40) }, times: 100);
        var mail = graph.Get<IMail>();

        await Task.WhenAll(
            Enumerable.Range(0, 24).Select(
                number => mail.SendAsync(new MailMessage($"p{number}@contoso.example.com", "Somebody", "Hello", "<p>Hello</p>"), default)));

        Assert.Equal(24, graph.Stub.Tenant.Mails.Count);
        Assert.InRange(graph.Stub.MostMailboxRequestsAtOnce, 2, 4);
    }

    [Fact]
    public async Task The_stub_finds_what_the_contract_does_not_have()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.ThrowsAtEnd = false;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "token");
        using var misspelt = new StringContent("""{ "message": { "subjekt": "x", "toRecipients": [ { "emailAddress": { "adress": "a" } } ] } }""", System.Text.Encoding.UTF8, "application/json");

        await http.GetAsync(stub.BaseUrl + "/me");
        await http.GetAsync(stub.BaseUrl + "/users?$take=5");
        await http.PostAsync(stub.BaseUrl + "/users/1/sendMail", misspelt);

        Assert.Contains("GET /me: not in the contract", stub.Violations);
        Assert.Contains("GET /users: there is no query parameter $take", stub.Violations);
        Assert.Contains(stub.Violations, violation => violation.EndsWith("there is no property subjekt", StringComparison.Ordinal));
        Assert.Contains(stub.Violations, violation => violation.EndsWith("there is no property adress", StringComparison.Ordinal));
    }
}
