using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// The first card reaches people who have never spoken to the bot: install, chat, post, record.
/// </summary>
public sealed class GraphInstallationTests
{
    private const string Install = "POST /users/{user-id}/teamwork/installedApps";

    private static readonly string OnlyMaria = $"Maria Lopez, {Maria.Email}, Accountant";

    // The checklist is due 21 days before go-live on March 15, 2027.
    private const string ChecklistDay = "2027-02-22T17:00:00Z";

    [Fact]
    public async Task The_first_card_reaches_somebody_who_has_never_spoken_to_the_bot()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, OnlyMaria);

        await bot.TravelAsync(ChecklistDay);

        Assert.Single(bot.Teams.Sent, message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId));
        Assert.Contains(
            "Your Procore Pay checklist", bot.Teams.Sent.Single(message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId)).Text,
            StringComparison.Ordinal);
        Assert.Equal(1, stub.Tenant.Installed[Maria.ObjectId]);
        Assert.Equal(1, stub.Count("GET /appCatalogs/teamsApps"));
        var reference = await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, PersonId.Parse(Maria.ObjectId)!.Value);
        Assert.Equal(StubTenant.ChatOf(Maria.ObjectId), reference?.ConversationId);
        Assert.Equal(0, await FailedAsync(bot, rollout));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Somebody_known_by_address_from_before_there_was_Graph_is_found_and_reached()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        var folder = Directory.CreateTempSubdirectory("rollout-test-").FullName;
        var teams = new RememberingTeams();
        await using (var before = await BotUnderTest.StartAsync(folder: folder, teams: teams))
        {
            await BotOnGraph.LaunchAsync(before, OnlyMaria);
        }

        await using var bot = await BotOnGraph.StartBotAsync(stub, folder, teams);
        await bot.TravelAsync(ChecklistDay);

        Assert.Single(teams.Sent, message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId));
        foreach (var id in (PersonId[])[PersonId.FromEmail(Maria.Email), PersonId.Parse(Maria.ObjectId)!.Value])
        {
            Assert.Equal(
                StubTenant.ChatOf(Maria.ObjectId),
                (await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, id))?.ConversationId);
        }

        Assert.Empty(stub.Violations);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Later_cards_go_to_the_chat_that_is_known_without_asking_Graph()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        await bot.TravelAsync(ChecklistDay);
        var before = stub.Requests.Count(request => request.Path.Contains("installedApps", StringComparison.Ordinal));

        await bot.TravelAsync("2027-03-06T00:00:00Z");

        Assert.Equal(2, bot.Teams.Sent.Count(message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId)));
        Assert.Equal(before, stub.Requests.Count(request => request.Path.Contains("installedApps", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_app_that_is_installed_already_is_success()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        stub.Tenant.Installations[Maria.ObjectId] = $"installation-{Maria.ObjectId}";

        await bot.TravelAsync(ChecklistDay);

        Assert.Single(bot.Teams.Sent, message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId));
        Assert.Contains(stub.Requests, request => request is { Template: Install, Status: 409 });
    }

    [Theory]
    [InlineData(403, "Forbidden", "App is blocked by app permission policy.", "app permission policy blocks the app")]
    [InlineData(
        403, "Forbidden", "Missing role permissions on the request.",
        "grant AppCatalog.Read.All and TeamsAppInstallation.ReadWriteSelfForUser.All")]
    [InlineData(404, "NotFound", "User not found.", "no longer in the directory")]
    [InlineData(400, "BadRequest", "Whatever.", "did not accept the installation")]
    public async Task What_stands_in_the_way_is_recorded_in_a_sentence_an_administrator_understands(
        int status, string code, string message, string sentence)
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        stub.ScriptWhere(
            request => request.Template == Install && request.Path.Contains(Maria.ObjectId, StringComparison.Ordinal),
            GraphAnswer.Error(status, code, message));

        await bot.TravelAsync(ChecklistDay);

        Assert.DoesNotContain(bot.Teams.Sent, sent => sent.Conversation == StubTenant.ChatOf(Maria.ObjectId));
        Assert.Contains(sentence, await ReasonsAsync(bot, rollout), StringComparison.Ordinal);
    }

    // The reasons that the manager sees for people whom the bot may not install its app for, and
    // for those who have left.
    private static async Task<string> ReasonsAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var reasons = new[] { Obstacle.AppNotAllowed, Obstacle.HasLeft }.Select(obstacle =>
            bot.PressAsync(
                Robin, "deliveries.people",
                new System.Text.Json.Nodes.JsonObject { ["rollout"] = rollout.Id.Value, ["reason"] = (int)obstacle }));
        return string.Join('\n', await Task.WhenAll(reasons));
    }

    [Fact]
    public async Task While_Graph_refuses_the_sign_in_nobody_is_given_up_health_says_so_and_all_are_reached_once_it_is_repaired()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        var isRefused = true;
        stub.ScriptWhere(_ => isRefused, GraphAnswer.Error(401, "InvalidAuthenticationToken"), times: int.MaxValue);
        var health = new SenderHealth(
            bot.Get<DeliveryMetrics>(), bot.Get<Registration>(), bot.Get<GraphLevels>(), bot.Get<IDeliveryQueue>(), bot.Get<IClock>());

        await bot.TravelAsync(ChecklistDay);

        Assert.Equal(0, await FailedAsync(bot, rollout));
        var ill = await health.CheckHealthAsync(new());
        Assert.Equal(
            (HealthStatus.Degraded, true),
            (ill.Status, ill.Description!.Contains("Graph refuses the bot's sign-in", StringComparison.Ordinal)));

        isRefused = false;
        await bot.TravelAsync("2027-02-22T18:00:00Z");

        Assert.Single(bot.Teams.Sent, message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId));
        Assert.Equal(0, await FailedAsync(bot, rollout));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new())).Status);
    }

    [Fact]
    public async Task An_app_that_is_not_in_the_catalogue_is_said_to_be_so()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        stub.Tenant.HasApp = false;

        await bot.TravelAsync(ChecklistDay);

        Assert.Contains("app catalog", await ReasonsAsync(bot, rollout), StringComparison.Ordinal);
        Assert.Equal(0, stub.Count(Install));
    }

    [Fact]
    public async Task Somebody_who_has_left_is_not_tried_again_until_they_return()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        stub.ScriptWhere(
            request => request.Template == Install && request.Path.Contains(Maria.ObjectId, StringComparison.Ordinal),
            GraphAnswer.Error(404, "NotFound"));

        await bot.TravelAsync("2027-03-16T00:00:00Z");
        Assert.Equal(
            1,
            stub.Requests.Count(request => request.Template == Install && request.Path.Contains(Maria.ObjectId, StringComparison.Ordinal)));

        await bot.SayAsync(Maria, "hello");
        await bot.TravelAsync("2027-03-16T17:00:00Z");
        Assert.Contains(bot.Teams.To(Maria), message => message.Text.Contains("You can start", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chat_that_refuses_is_replaced_when_only_the_reference_was_old_and_nobody_gets_an_app_they_removed(bool hasApp)
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        var teams = new RememberingTeams();
        await using var bot = await BotOnGraph.StartBotAsync(stub, teams: teams);
        await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        await bot.SayAsync(Maria, "hello");
        teams.Fails = conversation =>
            conversation == Maria.Conversation ? new ConnectorException(ConnectorFailureKind.Blocked, "Forbidden") { Status = 403 } : null;
        if (hasApp)
        {
            stub.Tenant.Installations[Maria.ObjectId] = $"installation-{Maria.ObjectId}";
        }

        await bot.TravelAsync(ChecklistDay);

        Assert.Equal(hasApp ? 1 : 0, teams.Sent.Count(message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId)));
        Assert.DoesNotContain(
            stub.Requests, request => request.Template == Install && request.Path.Contains(Maria.ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_installation_itself_brings_no_second_welcome()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        await BotOnGraph.LaunchAsync(bot, OnlyMaria);
        await bot.TravelAsync(ChecklistDay);

        await bot.HandleAsync(BotUnderTest.Installed(Maria));

        Assert.Empty(bot.Teams.To(Maria));
    }

    [Theory]
    [InlineData(Step.BeforeInstalling)]
    [InlineData(Step.Installed)]
    [InlineData(Step.BeforeReadingTheChat)]
    [InlineData(Step.ChatRead)]
    [InlineData(Step.BeforePosting)]
    public async Task After_a_crash_between_two_steps_nothing_is_repeated(object step)
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        var crash = new Crash((Step)step);
        var teams = new RememberingTeams { Fails = crash.OnPosting };
        var folder = Directory.CreateTempSubdirectory("rollout-test-").FullName;
        await using (var dying = await BotOnGraph.StartBotAsync(stub, folder, teams, services => services.AddSingleton<IAppInstallation>(
            provider => new CrashingInstallation(provider.GetRequiredService<GraphInstallation>(), crash))))
        {
            await BotOnGraph.LaunchAsync(dying, OnlyMaria);

            // To the exact instant at which the checklist is due; failures would be tried again
            // later.
            await dying.TravelAsync("2027-02-22T16:00:00Z");
            Assert.True(crash.Happened.IsCompleted);
        }

        teams.Fails = _ => null;
        await using var bot = await BotOnGraph.StartBotAsync(stub, folder, teams, now: "2027-02-22T16:00:01Z");
        await bot.TravelAsync("2027-02-22T18:30:00Z");

        Assert.Single(teams.Sent, message => message.Conversation == StubTenant.ChatOf(Maria.ObjectId));
        Assert.Equal(1, stub.Tenant.Installed[Maria.ObjectId]);
        var posts = stub.Requests.Count(
            request => request.Template == Install && request.Path.Contains(Maria.ObjectId, StringComparison.Ordinal));
        Assert.Equal((Step)step == Step.Installed ? 2 : 1, posts);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Where the process ends.</summary>
    public enum Step
    {
        BeforeInstalling,
        Installed,
        BeforeReadingTheChat,
        ChatRead,
        BeforePosting,
    }

    private static async Task<int> FailedAsync(BotUnderTest bot, StoredRollout rollout) =>
        (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")))).Failed;

    private sealed class Crash(Step step)
    {
        private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Happened => _happened.Task;

        public void At(Step reached, PersonId person)
        {
            if (reached == step && person.Value == Maria.ObjectId)
            {
                _happened.TrySetResult();
                throw new InvalidOperationException("The process ends here.");
            }
        }

        public ConnectorException? OnPosting(string conversation)
        {
            if (step != Step.BeforePosting || conversation != StubTenant.ChatOf(Maria.ObjectId))
            {
                return null;
            }

            _happened.TrySetResult();
            throw new InvalidOperationException("The process ends here.");
        }
    }

    private sealed class CrashingInstallation(IAppInstallation inner, Crash crash) : IAppInstallation
    {
        public async Task InstallAsync(PersonId objectId, CancellationToken ct)
        {
            crash.At(Step.BeforeInstalling, objectId);
            await inner.InstallAsync(objectId, ct);
            crash.At(Step.Installed, objectId);
        }

        public async Task<string?> FindChatAsync(PersonId objectId, CancellationToken ct)
        {
            crash.At(Step.BeforeReadingTheChat, objectId);
            var chat = await inner.FindChatAsync(objectId, ct);
            crash.At(Step.ChatRead, objectId);
            return chat;
        }
    }
}
