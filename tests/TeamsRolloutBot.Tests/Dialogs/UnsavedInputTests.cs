using System.Text.Json.Nodes;
using CsCheck;
using TeamsRolloutBot.Dialogs.Definition;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Nothing typed is ever lost: the contents of a step's fields come back when the step is opened
/// again, whether or not they were accepted.
/// </summary>
public sealed class UnsavedInputTests
{
    private static readonly string[] Buttons = ["define.back", "define.save", "define.skip", "define.cancel", "define.cohort"];

    private static readonly string[] Lines =
    [
        "soon", "Maria Lopez, maria@contoso.example.com", "not an address", "{no such field}", "99", "Boise", "MST",
        "<b>x</b> | https://e.example/a?b=1&c", "ü “quoted” \"x\"", "שלום", "a|b;c,\td", "",
    ];

    [Fact]
    public async Task No_field_of_a_step_demands_anything_of_the_client_so_that_every_button_brings_its_input_along()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        for (var number = 1; number <= 10; number++)
        {
            var card = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, number));

            Assert.All(
                CardInputs.All(card),
                input =>
                    Assert.True(
                        input["isRequired"] is null && input["min"] is null && input["max"] is null && input["regex"] is null,
                        input.ToJsonString()));
            Assert.All(CardInputs.ActionsOf(card), action => Assert.NotEqual("none", (string?)action["associatedInputs"]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Whatever_stands_in_a_step_stands_there_again_when_it_is_opened_again(int number)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com"));
        await Gen.Select(Gen.Int[0, Buttons.Length - 1], Gen.Int).SampleAsync(
            async (index, seed) =>
            {
                var opened = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, number));
                var typed = Typed(opened, new Random(seed));
                var data = typed.Aggregate(await Script.StepAsync(bot, number), (with, field) => with.With(field.Key, field.Value));
                await bot.PressAsync(Robin, Buttons[index], data);

                var again = CardInputs.Of(await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, number)));

                Assert.All(
                    typed, field => Assert.Equal(StepInput.FromFields(field).Text(field.Key), StepInput.FromFields(again).Text(field.Key)));
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public async Task What_was_typed_survives_a_restart_and_is_gone_once_it_is_taken_in()
    {
        var first = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(first);
        await first.PressAsync(
            Robin, "define.save",
            Script.Cohort(await Script.StepAsync(first, 8), "Ann, ann@example.com\nBob, bob@example.com").With("goLive", string.Empty));
        await using var bot = await first.RestartAsync();

        await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 8));
        await bot.SayAsync(Robin, "continue");
        var card = bot.Teams.Cards.Last();

        Assert.Equal("HQ Denver", (string?)CardInputs.Find(card, "cohortName")["value"]);
        Assert.Equal("Ann, ann@example.com\nBob, bob@example.com", (string?)CardInputs.Find(card, "members")["value"]);
        Assert.Contains("Choose the go-live date.", card, StringComparison.Ordinal);
        var (verb, data) = CardInputs.Press(card, "Add cohort");
        var saved = await bot.PressForJsonAsync(Robin, verb, data.With("goLive", "2027-03-15"));
        Assert.Contains("is saved with 2 new members", saved, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "ann@example.com", await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_step_refused_comes_back_with_what_is_wrong_with_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 10)).With("cadenceDays", "0").With("sendTime", "25:00"));

        await bot.SayAsync(Robin, "back");
        var card = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 10));

        Assert.Equal("0", CardInputs.Find(card, "cadenceDays")["value"]!.ToString());
        Assert.Contains("“25:00” is not a time of day.", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_into_one_cohort_is_not_shown_in_another()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com"));
        var opened = await bot.PressForJsonAsync(Robin, "define.cohort", (await Script.StepAsync(bot, 8)).With("cohort", "c1"));
        var (back, data) = CardInputs.Press(opened, "Back");
        await bot.PressAsync(Robin, back, data.With("cohortName", "HQ, second floor"));

        // Half of a new cohort, abandoned for the existing one.
        var (change, from) = CardInputs.Press(
            await bot.PressForJsonAsync(
                Robin, "define.next", (await Script.StepAsync(bot, 8)).With("button", "add").With("cohortName", "Boulder")),
            "Change");
        var first = await bot.PressForJsonAsync(Robin, change, from.With("cohortName", "Boulder, half"));
        var none = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8));

        Assert.Equal("HQ, second floor", (string?)CardInputs.Find(first, "cohortName")["value"]);
        Assert.Equal("Boulder, half", (string?)CardInputs.Find(none, "cohortName")["value"]);
    }

    [Fact]
    public async Task Another_page_of_the_cohorts_leaves_the_fields_as_they_are()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        for (var n = 1; n <= 9; n++)
        {
            await bot.PressAsync(
                Robin, "define.next", Script.Cohort(await Script.StepAsync(bot, 8), string.Empty).With("cohortName", $"Office {n}"));
        }

        var card = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8));
        var (verb, data) = CardInputs.Press(card, "Next page (2 of 2)");
        card = await bot.PressForJsonAsync(Robin, verb, data.With("cohortName", "Office 10"));

        Assert.Contains("Office 9", card, StringComparison.Ordinal);
        Assert.Equal("Office 10", (string?)CardInputs.Find(card, "cohortName")["value"]);
    }

    [Fact]
    public async Task Rows_that_were_half_corrected_come_back_as_they_were_left()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var returned = await bot.PressForJsonAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob, not an address\nCleo, neither"));
        var (verb, data) = CardInputs.Press(returned, "Save for later");
        await bot.PressAsync(Robin, verb, data.With("members", "Bob, bob@example.com\nCleo, neither"));

        await bot.SayAsync(Robin, "continue");
        var card = bot.Teams.Cards.Last();

        Assert.Equal("Bob, bob@example.com\nCleo, neither", (string?)CardInputs.Find(card, "members")["value"]);
        Assert.Contains("1 row needs another look", card, StringComparison.Ordinal);
        Assert.Contains("Go on without them", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_has_touched_is_not_kept()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        for (var number = 1; number <= 10; number++)
        {
            var (verb, data) = CardInputs.Press(
                await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, number)), "Save for later");
            await bot.PressAsync(Robin, verb, data);
        }

        Assert.DoesNotContain(
            "not saved yet", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)), StringComparison.Ordinal);
        Assert.Empty(await bot.Get<UnsavedInput>().StepsAsync((await Script.DraftAsync(bot)).Id, default));
    }

    // What somebody might enter into the fields of a card.
    private static Dictionary<string, string> Typed(string card, Random random) => CardInputs.All(card).ToDictionary(
        input => (string)input["id"]!,
        input => (string?)input["type"] switch
        {
            "Input.ChoiceSet" when input["choices"] is JsonArray { Count: > 0 } choices =>
                (string)choices[random.Next(choices.Count)]!["value"]!,
            "Input.ChoiceSet" => string.Empty,
            "Input.Toggle" => random.Next(2) == 0 ? "true" : "false",
            "Input.Date" => $"2027-0{random.Next(1, 10)}-15",
            "Input.Time" => $"{random.Next(24):00}:30",
            "Input.Number" => $"{random.Next(-5, 200)}",
            _ => Text(random, (bool?)input["isMultiline"] == true),
        });

    private static string Text(Random random, bool isMultiline) => isMultiline
        ? string.Join('\n', Enumerable.Range(0, random.Next(4)).Select(_ => Text(random, false)))
        : Lines[random.Next(Lines.Length)];
}
