using System.Text.Json.Nodes;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// People who do not have the app: mentioned before the launch, waited for after it.
/// </summary>
public sealed class ReachTests
{
    private const int People = 30;

    [Fact]
    public async Task The_review_says_how_many_cant_be_reached_and_what_helps()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), Members()));
        var draft = await Script.DraftAsync(bot);
        var review = await bot.PressAsync(Robin, "define.open", (await Script.StepAsync(bot, 11)));

        Assert.Contains("30 of 31 people don’t have the app yet.", review, StringComparison.Ordinal);
        var reach = await bot.PressAsync(Robin, "reach.show", Script.Data(draft));
        Assert.Contains("https://teams.microsoft.com/l/app/0a1b2c3d-0000-4000-8000-000000000001", reach, StringComparison.Ordinal);
        Assert.Contains("TeamsAppInstallation.ReadWriteSelfForUser.All", reach, StringComparison.Ordinal);
        Assert.Contains("a team that your people are in", reach, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_is_put_into_a_welcome_email_that_lacks_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), Members()));
        await bot.PressAsync(
            Robin, "define.next", (await Script.StepAsync(bot, 9)).With("subject", "Welcome").With("body", "Hello {name}\n\nThanks"));
        var draft = await Script.DraftAsync(bot);

        Assert.Contains(
            "now says where to get the app", await bot.PressAsync(Robin, "reach.email", Script.Data(draft)), StringComparison.Ordinal);

        var body = (await Script.DraftAsync(bot)).Definition.Message.Body;
        Assert.Contains("{app link}", body, StringComparison.Ordinal);
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        Assert.Contains(
            "add it first: https://teams.microsoft.com/l/app/0a1b2c3d", Assert.Single(await bot.SayAsync(Robin, "welcome e-mails")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_not_got_the_app_is_waited_for_listed_by_pages_and_reached_once_they_have_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), $"{Members()}\n{Maria.Email}"));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        var rollout = await Script.DraftAsync(bot);
        await bot.TravelAsync("2027-03-09T00:00:00Z");

        var counts = await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")));
        Assert.Equal(0, counts.Failed);
        Assert.True(counts.Obstacles.WaitingPeople >= 31, $"{counts.Obstacles.WaitingPeople} wait");
        var status = await bot.PressAsync(Robin, "status.show", Script.Data(rollout));
        Assert.DoesNotContain("could not be delivered", status, StringComparison.Ordinal);
        Assert.Contains("don’t have the app yet; their messages are waiting", status, StringComparison.Ordinal);
        Assert.Contains("don’t have the app yet", Assert.Single(await bot.SayAsync(Robin, "deliveries")), StringComparison.Ordinal);

        var (pages, listed, data) = (0, new HashSet<string>(), new JsonObject { ["rollout"] = rollout.Id.Value, ["reason"] = 1 });
        while (data is not null)
        {
            var card = await bot.PressForJsonAsync(Robin, "deliveries.people", data);
            listed.UnionWith(
                Enumerable.Range(0, People).Where(n => card.Contains($"Member {n} of", StringComparison.Ordinal)).Select(n => $"{n}"));
            Assert.Contains($"PAGE {++pages} OF 3", card, StringComparison.Ordinal);
            data = CardInputs.Button(card, "Next page");
        }

        Assert.Equal((3, People), (pages, listed.Count));
        Assert.DoesNotContain(
            bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        await bot.SayAsync(Maria, "hello");
        await bot.TravelAsync("2027-03-09T17:00:00Z");
        Assert.Single(bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sending_again_to_one_reason_leaves_what_else_is_in_the_way_alone()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        bot.Teams.Fails = conversation => conversation == Maria.Conversation
            ? new TeamsRolloutBot.Protocol.Connector.ConnectorException(
                  TeamsRolloutBot.Protocol.Connector.ConnectorFailureKind.ServerFault, "failed")
            { Status = 500 }
            : conversation == Robin.Conversation
                  ? new(TeamsRolloutBot.Protocol.Connector.ConnectorFailureKind.Blocked, "blocked") { Status = 403 }
                  : null;
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        bot.Teams.Fails = _ => null;

        await bot.PressAsync(Robin, "deliveries.resend", new JsonObject { ["rollout"] = rollout.Id.Value, ["reason"] = 8 });
        await bot.TravelAsync("2027-02-22T18:00:00Z");

        Assert.Single(bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.DoesNotContain(
            bot.Teams.To(Robin), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
    }

    private static string Members() =>
        $"Robin Hale, {Robin.Email}, Project Manager\n"
            + string.Join('\n', Enumerable.Range(0, People).Select(n => $"Member {n} of HQ, member{n}@contoso.example.com, Accountant"));
}
