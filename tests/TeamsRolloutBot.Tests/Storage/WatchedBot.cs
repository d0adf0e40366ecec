using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>A bot with an observed store; its state is deleted with it.</summary>
internal sealed class WatchedBot(BotUnderTest bot, ObservedStore store, string folder, StoredRollout rollout) : IAsyncDisposable
{
    private StoredRollout? _draft;

    public ObservedStore Store => store;

    /// <summary>Starts a definition.</summary>
    public async Task BeginAsync()
    {
        await bot.SayAsync(Robin, "new rollout Next one");
        _draft = await Script.DraftAsync(bot);
    }

    public Task TravelAsync(string instant) => bot.TravelAsync(instant);

    public Task SayAsync(TestPerson person, string text) => bot.SayAsync(person, text);

    public Task PressAsync(string verb, params (string Name, JsonNode? Value)[] data) => PressAsync(Robin, verb, data);

    public Task PressAsync(TestPerson person, string verb, params (string Name, JsonNode? Value)[] data) =>
        bot.PressAsync(person, verb, With(Script.Data(rollout), data));

    /// <summary>Presses a button for the fourth cohort's training session.</summary>
    public Task PressSessionAsync(string verb, params (string Name, JsonNode? Value)[] data)
    {
        var session = rollout.Definition.FindCohort(new CohortId("c4"))!.Sessions[0].Id;
        return PressAsync(verb, [("cohort", "c4"), ("session", session), .. data]);
    }

    /// <summary>Presses a button in a step of the definition that was started.</summary>
    public Task PressStepAsync(int number, string verb, params (string Name, JsonNode? Value)[] data)
    {
        var step = new JsonObject
        {
            ["rollout"] = _draft!.Id.Value,
            ["step"] = number,
            ["revision"] = _draft.DefinitionRevision,
            ["button"] = "next",
        };
        return bot.PressAsync(Robin, verb, With(step, data));
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject With(JsonObject data, (string Name, JsonNode? Value)[] more) =>
        more.Aggregate(data, (all, each) => all.With(each.Name, each.Value));
}
