using System.Text.Json.Nodes;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Opening a step and leaving it with Next changes nothing, whatever its fields contain.
/// </summary>
public sealed class UntouchedFieldsTests
{
    private const string Definition = """
        {
          "name": "Lake region", "manager": { "name": "Robin Hale", "email": "robin@contoso.example.com" }, "timeZone": "America/Denver",
          "committee": [{ "name": "Ines Berger", "email": "ines.b@contoso.example.com" }],
          "projects": { "allNew": false, "listed": [{ "name": "Port Mall | Tower C", "number": "27 | 15", "start": "2027-06-01", "underWay": true }], "vendorContact": "Pat Vendor" },
          "bestPractices": [
            { "title": "Lien waivers | final", "url": "https://intranet.example.com/w", "text": "One\n\n\"Two\" | three  " },
            { "title": "1. Invoices, https://intranet.example.com" }
          ],
          "cohorts": [{ "name": "Port", "goLive": "2027-04-05", "timeZone": "America/Denver", "members": [{ "name": "Maria Lopez", "email": "maria@contoso.example.com" }] }]
        }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Next_without_a_touch_changes_nothing(int step)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, Definition);
        var before = (await Script.DraftAsync(bot)).Definition;

        var opened = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, step));
        var data = CardInputs.Of(opened).Aggregate(await Script.StepAsync(bot, step), (with, input) => with.With(input.Key, input.Value));
        await bot.PressAsync(Robin, "define.next", data);

        var after = await Script.DraftAsync(bot);
        Assert.Equal(11, after.Step);
        Assert.Equal(Text(before), Text(after.Definition));
    }

    [Theory]
    [InlineData(3, "newHires")]
    [InlineData(3, "webinars")]
    [InlineData(3, "resources")]
    [InlineData(10, "holidays")]
    [InlineData(10, "daysOff")]
    public async Task A_field_that_is_emptied_is_empty_although_the_client_leaves_it_out(int step, string field)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, Definition);
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 10)).With("holidays", "2027-07-05"));
        var opened = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, step));
        Assert.True(CardInputs.Of(opened).ContainsKey(field), string.Join(", ", CardInputs.Of(opened).Keys));

        var data = CardInputs.Of(opened).Where(input => input.Key != field)
            .Aggregate(await Script.StepAsync(bot, step), (with, input) => with.With(input.Key, input.Value));
        await bot.PressAsync(Robin, "define.next", data);

        opened = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, step));
        Assert.DoesNotContain(field, CardInputs.Of(opened).Keys);
    }

    [Theory]
    [InlineData(3, "newHires", "sandboxLink", "javascript:alert(1)")]
    [InlineData(3, "resources", "sandboxLink", "javascript:alert(1)")]
    [InlineData(10, "holidays", "sendTime", "noon-ish")]
    [InlineData(10, "daysOff", "sendTime", "noon-ish")]
    public async Task A_field_that_is_emptied_stays_empty_while_another_one_is_corrected(
        int step, string field, string other, string wrong)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, Definition);
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 10)).With("holidays", "2027-07-05"));
        var opened = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, step));
        var data = CardInputs.Of(opened).Where(input => input.Key != field)
            .Aggregate(await Script.StepAsync(bot, step), (with, input) => with.With(input.Key, input.Value)).With(other, wrong);

        var refused = await bot.PressForJsonAsync(Robin, "define.next", (JsonObject)data.DeepClone());
        await bot.PressAsync(Robin, "define.back", data);
        opened = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, step));

        Assert.Equal(wrong, CardInputs.Of(refused)[other]);
        Assert.DoesNotContain(field, CardInputs.Of(refused).Keys);
        Assert.Equal(wrong, CardInputs.Of(opened)[other]);
        Assert.DoesNotContain(field, CardInputs.Of(opened).Keys);
    }

    [Fact]
    public async Task A_row_beside_one_that_is_changed_stays_as_it_is()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, Definition.Replace("  \"", "\"", StringComparison.Ordinal));
        var before = (await Script.DraftAsync(bot)).Definition.BestPractices;
        var shown = CardInputs.Of(await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 4)))["practices"];

        await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 4)).With("practices", $"{shown}\nRetention\thttps://intranet.example.com/r"));

        Assert.Equal(
            [.. before, new BestPractice("Retention", "https://intranet.example.com/r", null)],
            (await Script.DraftAsync(bot)).Definition.BestPractices);
    }

    private static string Text(RolloutDefinition definition) =>
        System.Text.Json.JsonSerializer.Serialize(definition with { Zone = null!, Timing = null!, Cohorts = [] })
        + definition.Zone + definition.Timing.SendTime + string.Join(
            ',', definition.Timing.Holidays) + definition.Timing.DayStart + definition.Timing.DayEnd;
}
