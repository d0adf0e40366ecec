using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>Where a contract's tests get the store from.</summary>
internal interface IStoreSource
{
    Task<TableStore> OpenAsync();

    /// <summary>Removes what the store leaves behind when it is closed.</summary>
    void CleanUp();
}

/// <summary>Runs each test on an open store of its own, in a partition of its own.</summary>
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
