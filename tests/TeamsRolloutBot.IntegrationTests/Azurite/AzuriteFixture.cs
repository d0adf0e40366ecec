using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.IntegrationTests.Azurite;

/// <summary>
/// One Azurite for all tests of the collection. Without Node it is not started, and its tests are
/// skipped.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _process;

    public string ConnectionString =>
        _process?.ConnectionString ?? throw new InvalidOperationException(AzuriteProcess.WhyNot);

    public async Task InitializeAsync()
    {
        if (AzuriteProcess.WhyNot is null)
        {
            _process = await AzuriteProcess.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}

/// <summary>Tests that share one Azurite; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
