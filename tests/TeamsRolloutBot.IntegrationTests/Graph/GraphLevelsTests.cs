using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.StubGraph;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>Each permission is tried with a call, and can change while the bot runs.</summary>
public sealed class GraphLevelsTests
{
    private static readonly GraphAnswer Denied = GraphAnswer.Error(
        403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");

    [Fact]
    public async Task With_every_permission_the_bot_runs_at_the_highest_level()
    {
        await using var graph = await GraphUnderTest.StartAsync();

        await graph.Get<GraphProbes>().TryAsync(default);

        Assert.Equal(GraphLevel.Attendance, graph.Levels.Current);
        Assert.StartsWith("Level: attendance.", graph.Levels.Describe(), StringComparison.Ordinal);
        Assert.Empty(graph.Stub.Tenant.Mails);
        Assert.Empty(graph.Stub.Tenant.Installations);
        Assert.Equal(7, graph.Stub.Requests.Count);
    }

    [Theory]
    [InlineData("GET /users/{user-id}/teamwork/installedApps", GraphFeature.Installation, "TeamsAppInstallation.ReadWriteSelfForUser.All")]
    [InlineData("GET /appCatalogs/teamsApps", GraphFeature.Installation, "AppCatalog.Read.All")]
    [InlineData("GET /users", GraphFeature.People, "User.ReadBasic.All")]
    [InlineData("POST /users/{user-id}/sendMail", GraphFeature.Mail, "Mail.Send")]
    [InlineData("GET /users/{user-id}/events", GraphFeature.Calendar, "Calendars.ReadWrite")]
    [InlineData("GET /users/{user-id}/mailboxSettings", GraphFeature.Zones, "MailboxSettings.Read")]
    [InlineData("GET /users/{user-id}/onlineMeetings", GraphFeature.Attendance, "OnlineMeetings.Read.All")]
    public async Task A_missing_permission_closes_what_needs_it_and_nothing_else(string operation, object feature, string permission)
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Script(operation, Denied);

        await graph.Get<GraphProbes>().TryAsync(default);

        Assert.Equal([(GraphFeature)feature], Enum.GetValues<GraphFeature>().Where(one => !graph.Levels.IsPermitted(one)));
        Assert.Contains(permission, graph.Levels.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_not_in_the_catalogue_is_said_to_be_so()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Tenant.HasApp = false;

        await graph.Get<GraphProbes>().TryAsync(default);

        Assert.False(graph.Levels.IsPermitted(GraphFeature.Installation));
        Assert.Contains("not in the organization’s app catalog", graph.Levels.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_withdrawn_while_running_degrades_with_a_word_and_is_tried_again_later()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        await graph.Get<GraphProbes>().TryAsync(default);
        graph.Stub.Script("GET /users", Denied);

        await Assert.ThrowsAsync<GraphException>(() => graph.People.SearchAsync("maria", 5, default));

        Assert.False(graph.Levels.IsOpen(GraphFeature.People));
        Assert.Contains("“people” has stopped working (2027-02-01 17:00 UTC)", graph.Levels.Describe(), StringComparison.Ordinal);
        Assert.Contains("pasted as a list", graph.Levels.Describe(), StringComparison.Ordinal);

        var before = graph.Stub.Requests.Count;
        await graph.Get<GraphProbes>().TryAsync(default);
        Assert.Equal(before, graph.Stub.Requests.Count);

        graph.Clock.Advance(GraphLevels.AgainAfter);
        await graph.Get<GraphProbes>().TryAsync(default);
        Assert.True(graph.Levels.IsPermitted(GraphFeature.People));
        Assert.DoesNotContain("stopped", graph.Levels.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_at_start_is_no_missing_permission()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        graph.Stub.Script(null, GraphAnswer.Error(503, "ServiceUnavailable", retryAfter: TimeSpan.FromSeconds(300)), times: 100);

        await graph.Get<GraphProbes>().TryAsync(default);

        Assert.NotEmpty(graph.Stub.Requests);
        Assert.All(
            [GraphFeature.People, GraphFeature.Installation, GraphFeature.Mail, GraphFeature.Calendar],
            feature => Assert.True(graph.Levels.IsOpen(feature)));
    }

    [Fact]
    public async Task Without_a_mailbox_no_mail_is_sent_and_the_rest_is_tried_with_somebody()
    {
        await using var graph = await GraphUnderTest.StartAsync(KeyValuePair.Create<string, string?>("Graph:Mailbox", ""));

        await graph.Get<GraphProbes>().TryAsync(default);

        Assert.False(graph.Levels.IsPermitted(GraphFeature.Mail));
        Assert.True(graph.Levels.IsPermitted(GraphFeature.Calendar));
        Assert.Contains("Graph:Mailbox", graph.Levels.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Graph_the_level_is_none_and_the_next_one_is_named()
    {
        var levels = new GraphLevels(isConfigured: false, SystemClock.Instance);

        Assert.Equal(GraphLevel.None, levels.Current);
        Assert.False(levels.IsOpen(GraphFeature.Installation));
        Assert.StartsWith("Level: none.", levels.Describe(), StringComparison.Ordinal);
    }
}
