using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>An embedded store in a folder of its own, which is deleted with it.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-");
    private readonly TableStore _store;

    private TemporaryStore() => _store = new(new EmbeddedTables(Path.Combine(_folder.FullName, "rollouts.db")));

    public ITableStore Store => _store;

    public static async Task<TemporaryStore> OpenAsync()
    {
        var temporary = new TemporaryStore();
        await temporary._store.OpenAsync();
        return temporary;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
