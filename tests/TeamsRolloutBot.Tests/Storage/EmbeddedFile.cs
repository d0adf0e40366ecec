using Microsoft.Data.Sqlite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>A file of the embedded store in a folder of its own.</summary>
public abstract class EmbeddedFile : IDisposable
{
    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("rollout-");

    private protected string DataFile => Path.Combine(Folder.FullName, "data", "rollouts.db");

    public void Dispose()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task<TableStore> OpenAsync()
    {
        var store = new TableStore(new EmbeddedTables(DataFile));
        await store.OpenAsync();
        return store;
    }

    private protected static async Task<string> InsertAsync(TableStore store, string key, long number, string? filler = null)
    {
        var result = await store.CommitAsync(
            Table.Cohorts, "p", [RowWrite.Insert(key, new() { { "Number", number }, { "Filler", filler } })]);
        return Assert.IsType<CommitResult.Committed>(result).ETags[0]!;
    }

    private protected static async Task<long> ReadAsync(TableStore store, string key) =>
        (await store.GetAsync(Table.Cohorts, "p", key))!.Values.GetInt64("Number");

    private protected object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DataFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
