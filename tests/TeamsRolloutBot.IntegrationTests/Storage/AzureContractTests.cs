using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.AzureTables;

namespace TeamsRolloutBot.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzureTableStoreTests(AzuriteFixture azurite) : TableStoreContract(new AzureSource(azurite));

[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzureRangeTests(AzuriteFixture azurite) : RangeContract(new AzureSource(azurite));

[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzureLimitsTests(AzuriteFixture azurite) : LimitsContract(new AzureSource(azurite));

[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzureKnownPeopleTests(AzuriteFixture azurite) : KnownPeopleContract(new AzureSource(azurite));

[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzurePartitionWriterTests(AzuriteFixture azurite) : PartitionWriterContract(new AzureSource(azurite));

/// <summary>The tables of one Azurite, shared by all tests: each uses its own partition.</summary>
internal sealed class AzureSource(AzuriteFixture azurite) : IStoreSource
{
    public async Task<TableStore> OpenAsync()
    {
        var service = AzureTablesClient.FromConnectionString(azurite.ConnectionString);
        var store = new TableStore(new AzureTableStorage(service, "rollout"));
        await store.OpenAsync();
        return store;
    }

    public void CleanUp()
    {
        // Azurite forgets everything when it ends.
    }
}
