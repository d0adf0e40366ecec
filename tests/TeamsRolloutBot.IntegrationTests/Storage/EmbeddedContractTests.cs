using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.IntegrationTests.Storage;

public sealed class EmbeddedTableStoreTests() : TableStoreContract(new EmbeddedSource());

public sealed class EmbeddedRangeTests() : RangeContract(new EmbeddedSource());

public sealed class EmbeddedLimitsTests() : LimitsContract(new EmbeddedSource());

public sealed class EmbeddedKnownPeopleTests() : KnownPeopleContract(new EmbeddedSource());

public sealed class EmbeddedPartitionWriterTests() : PartitionWriterContract(new EmbeddedSource());

/// <summary>A data file in a folder of its own.</summary>
internal sealed class EmbeddedSource : IStoreSource
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-");

    public async Task<TableStore> OpenAsync()
    {
        var store = new TableStore(new EmbeddedTables(Path.Combine(_folder.FullName, "rollouts.db")));
        await store.OpenAsync();
        return store;
    }

    public void CleanUp() => _folder.Delete(recursive: true);
}
