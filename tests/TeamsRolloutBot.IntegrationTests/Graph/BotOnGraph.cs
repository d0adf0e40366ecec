using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>The whole bot, signed in to its own stub of Graph.</summary>
internal sealed class BotOnGraph : IAsyncDisposable
{
    private readonly GraphStub _stub;
    private readonly BotUnderTest _bot;

    private BotOnGraph(GraphStub stub, BotUnderTest bot)
    {
        _stub = stub;
        _bot = bot;
    }

    /// <param name="prepare">Prepares the stub's tenant before the bot calls it.</param>
    public static async Task<BotOnGraph> StartAsync(Action<GraphStub>? prepare = null)
    {
        var stub = await GraphUnderTest.StartStubAsync();
        prepare?.Invoke(stub);
        return new BotOnGraph(stub, await StartBotAsync(stub));
    }

    /// <summary>A bot on an existing stub.</summary>
    public static async Task<BotUnderTest> StartBotAsync(
        GraphStub stub, string? folder =
            null, RememberingTeams? teams = null, Action<IServiceCollection>? configure = null, string now = "2027-02-01T17:00:00Z")
    {
        var bot = await BotUnderTest.StartAsync(now, folder, teams, settings: GraphUnderTest.Settings(stub), configure: configure);
        GraphUnderTest.SignIn(bot.Services);
        return bot;
    }

    /// <summary>Robin pastes a list into the first cohort of a new draft.</summary>
    public static async Task<string> PasteAsync(BotUnderTest bot, string members) =>
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), members));

    /// <summary>
    /// Robin launches. Neither the members nor Sam, who leads them, have ever spoken to the bot.
    /// </summary>
    public static async Task<StoredRollout> LaunchAsync(BotUnderTest bot, string members)
    {
        await PasteAsync(bot, members);
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        return await Script.DraftAsync(bot);
    }

    public void Deconstruct(out GraphStub stub, out BotUnderTest bot) => (stub, bot) = (_stub, _bot);

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _stub.DisposeAsync();
    }
}
