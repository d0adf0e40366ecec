using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Tests.AdaptiveCards;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Protocol;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Hosting;

/// <summary>
/// The bot items of the store's validation guidelines: what no other test shows, and that the table
/// in manifest/README.md is true.
/// </summary>
public sealed partial class StoreChecklistTests
{
    [ContractFact]
    public void Every_item_has_its_row_and_what_the_rows_name_exists()
    {
        var items = File.ReadLines(ContractData.Path("teams", "teams-rules.md"))
            .SkipWhile(line => !line.StartsWith("## 9.", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Count(line => line.StartsWith("- [ ]", StringComparison.Ordinal));
        var rows = File.ReadLines(Repository.File("manifest", "README.md")).Select(line => Row().Match(line)).Where(match => match.Success)
            .ToList();

        Assert.Equal(Enumerable.Range(1, items), rows.Select(row => int.Parse(row.Groups[1].Value)));
        Assert.DoesNotContain(rows.Select(row => row.Groups[2].Value), named => !IsThere(named));
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("Hello")]
    [InlineData("help")]
    [InlineData("HELP")]
    public async Task Greetings_and_help_are_answered_in_any_case_in_the_chat(string said)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, "something");

        var answer = Assert.Single(await bot.SayAsync(Robin, said));

        Assert.Contains("my checklist", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("asdfghjkl")]
    [InlineData("42")]
    [InlineData("🤷")]
    public async Task What_is_not_understood_is_answered_with_a_way_on(string said)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, "hi");

        var answer = Assert.Single(await bot.SayAsync(Robin, said));

        Assert.Contains("help.show", answer, StringComparison.Ordinal);
        Assert.NotEqual(Assert.Single(await bot.SayAsync(Robin, "help")), answer);
    }

    [Fact]
    public async Task The_welcome_comes_by_itself_and_exactly_once()
    {
        await using var bot = await BotUnderTest.StartAsync();

        await bot.HandleAsync(BotUnderTest.Installed(Robin));
        await bot.HandleAsync(BotUnderTest.Installed(Robin));
        await bot.SayAsync(Robin, "help");

        Assert.Equal(2, bot.Teams.To(Robin).Count);
    }

    [Fact]
    public async Task Added_to_a_team_it_writes_to_nobody_in_private()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var activity = BotUnderTest.Installed(Robin);
        activity["conversation"] = new JsonObject
        {
            ["id"] = "19:team@thread.tacv2",
            ["conversationType"] = "channel",
            ["isGroup"] = true,
            ["tenantId"] = BotUnderTest.Tenant
        };

        await bot.HandleAsync(activity);

        Assert.All(bot.Teams.Sent, message => Assert.Equal("19:team@thread.tacv2", message.Conversation));
        Assert.InRange(bot.Teams.Sent.Count, 0, 1);
    }

    [Fact]
    public void The_welcome_leads_nowhere_else() =>
        Assert.DoesNotMatch(
            "Action.OpenUrl|https?://(?!adaptivecards.io)|AppSource|marketplace|Slack|Zoom",
            CardJson.Of(CardGallery.Typical().All()["welcome"]));

    [Fact]
    public void Buttons_that_leave_Teams_say_so()
    {
        var buttons = Directory.EnumerateFiles(Repository.File("src", "TeamsRolloutBot"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => OpenUrl().Matches(File.ReadAllText(file))).ToList();

        Assert.NotEmpty(buttons);
        Assert.All(buttons, match => Assert.Contains("OpensInBrowser", match.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_typing_indicator_is_left_behind()
    {
        await using var bot = await BotUnderTest.StartAsync();

        foreach (var command in (string[])["hi", "help", "new rollout", "status", "nonsense"])
        {
            await bot.SayAsync(Robin, command);
        }

        Assert.Equal(0, bot.Teams.TypingShown);
    }

    // A path from the root, a test class, or one of its tests.
    private static bool IsThere(string named)
    {
        if (named.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(Repository.File(named.Split('/')));
        }

        var parts = named.Split('.');
        return Directory.EnumerateFiles(Repository.File("tests"), $"{parts[0]}.cs", SearchOption.AllDirectories)
            .Any(file => parts.Length == 1 || Regex.IsMatch(File.ReadAllText(file), $@"\bpublic (async Task|Task|void) {parts[1]}\("));
    }

    [GeneratedRegex(@"^\| (\d+) \|.*\| `([^`|]+)` \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"Actions\.OpenUrl\(\s*[^,]+,")]
    private static partial Regex OpenUrl();
}
