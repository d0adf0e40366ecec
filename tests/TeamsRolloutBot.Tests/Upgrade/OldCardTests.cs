using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Upgrade;

/// <summary>
/// Cards stay in chats for years. <c>cards-1.jsonl</c> contains what the buttons of release 1 send,
/// by verb and card, and is never edited (a later release adds a file). Each button still works, or
/// gets an answer that says why not, but never fails.
/// </summary>
public sealed class OldCardTests
{
    private static readonly Lazy<IReadOnlyList<OldButton>> Buttons = new(() =>
        [
            .. File.ReadLines(Repository.File("tests", "TeamsRolloutBot.Tests", "Upgrade", "cards-1.jsonl"))
                .Select(line => JsonNode.Parse(line)!).Select(line => new OldButton((string)line["verb"]!, (JsonObject)line["data"]!))
        ]);

    public static TheoryData<string> Verbs => [.. Buttons.Value.Select(button => button.Verb).Distinct()];

    [Fact]
    public async Task Every_verb_of_release_1_is_known()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var known = bot.Services.GetServices<IDialog>().SelectMany(dialog => dialog.Verbs).Select(verb => verb.Name)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Subset(known, Buttons.Value.Select(button => button.Verb).ToHashSet(StringComparer.Ordinal));
        Assert.InRange(Buttons.Value.Select(button => button.Verb).Distinct().Count(), 45, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_button_of_release_1_is_answered(string verb)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        foreach (var button in Buttons.Value.Where(button => button.Verb == verb))
        {
            foreach (var person in (TestPerson[])[Robin, Sam, Maria])
            {
                AssertAnswered(await bot.PressAsync(person, verb, button.Of(rollout)), verb);

                // As the Action.Submit that replaces it on older clients.
                var before = bot.Teams.Sent.Count;
                await SubmitAsync(bot, person, button.Of(rollout).With("verb", verb));
                Assert.True(bot.Teams.Sent.Count > before, $"{verb} pressed as Action.Submit was not answered.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task What_a_card_of_another_release_has_too_much_or_too_little_is_no_failure(string verb)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var button = Buttons.Value.First(button => button.Verb == verb).Of(rollout);

        var more = (JsonObject)button.DeepClone();
        more["addedLater"] = new JsonObject { ["x"] = new JsonArray(1, null, "y") };
        more["none"] = null;
        AssertAnswered(await bot.PressAsync(Robin, verb, more), verb);
        foreach (var field in button.Select(property => property.Key).ToList())
        {
            var less = (JsonObject)button.DeepClone();
            less.Remove(field);
            AssertAnswered(await bot.PressAsync(Robin, verb, less), $"{verb} without {field}");
        }
    }

    [Fact]
    public async Task A_tick_of_release_1_counts()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var tick = Buttons.Value.First(
            button => button.Verb == "task.set" && (string?)button.Data["task"] == "account" && (bool)button.Data["done"]!);

        await bot.PressAsync(Maria, tick.Verb, tick.Of(rollout));

        var counts = await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, rollout.Definition.Cohorts[0].Id));
        Assert.Equal(1, counts.TasksDone);
    }

    [Fact]
    public async Task A_verb_that_is_not_known_any_more_is_said_to_be_of_an_older_version()
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Contains("older version of the bot", await bot.PressAsync(Robin, "badge.award", new JsonObject()), StringComparison.Ordinal);
    }

    private static void AssertAnswered(string answer, string what)
    {
        Assert.StartsWith("200\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("older version", answer, StringComparison.Ordinal);
        Assert.True(answer.Length > 60, $"{what}: {answer}");
    }

    private static Task<InvokeResponse?> SubmitAsync(BotUnderTest bot, TestPerson person, JsonObject data) =>
        bot.HandleAsync(BotUnderTest.From(person, new JsonObject { ["type"] = "message", ["value"] = data }));

    private sealed record OldButton(string Verb, JsonObject Data)
    {
        public JsonObject Of(StoredRollout rollout) =>
            (JsonObject)JsonNode.Parse(Data.ToJsonString().Replace("@rollout", rollout.Id.Value, StringComparison.Ordinal))!;
    }
}
