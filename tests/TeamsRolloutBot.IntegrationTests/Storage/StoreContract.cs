using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>Where the tests of a contract get their store from.</summary>
internal interface IStoreSource
{
    Task<TableStore> OpenAsync();

    /// <summary>Removes what the store leaves behind after it is closed.</summary>
    void CleanUp();
}

/// <summary>Runs each test on its own open store, in its own partition.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private readonly IStoreSource _source;

    private protected StoreContract(IStoreSource source) => _source = source;

    private protected TableStore Store { get; private set; } = null!;

    private protected string Partition { get; } = $"p-{Guid.NewGuid():n}";

    public async Task InitializeAsync() => Store = await _source.OpenAsync();

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        _source.CleanUp();
    }
}
