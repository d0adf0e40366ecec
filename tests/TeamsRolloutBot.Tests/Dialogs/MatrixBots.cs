using System.Collections.Concurrent;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>A bot for each person and place, replaced once it has changed something.</summary>
public sealed class MatrixBots : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Rollouts:Administrators:0"] = MatrixRollout.AdministratorsId };

    private readonly string _folder = Directory.CreateTempSubdirectory("access-matrix-").FullName;
    private readonly ConcurrentDictionary<(Asker, Place), (BotUnderTest Bot, MatrixRollout Rollout)> _bots = new();
    private MatrixRollout? _launched;
    private string _now = string.Empty;

    public async Task InitializeAsync()
    {
        await using var bot = await BotUnderTest.StartAsync(
            folder: Path.Combine(_folder, "launched"), environment: "Production", settings: Settings);
        _launched = await MatrixRollout.StartAsync(bot);
        _now = NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now);
    }

    internal async Task<(BotUnderTest Bot, MatrixRollout Rollout)> GetAsync(Asker asker, Place place)
    {
        if (_bots.TryGetValue((asker, place), out var known))
        {
            return known;
        }

        // The rollout is launched once; each bot gets a copy of the stored state.
        var copy = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "launched")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var bot = await BotUnderTest.StartAsync(_now, copy, environment: "Production", settings: Settings);
        MatrixRollout.Introduce(bot);
        return _bots[(asker, place)] = (bot, _launched!);
    }

    internal async Task DropAsync(Asker asker, Place place)
    {
        if (_bots.TryRemove((asker, place), out var changed))
        {
            await changed.Bot.DisposeAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var (bot, _) in _bots.Values)
        {
            await bot.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
