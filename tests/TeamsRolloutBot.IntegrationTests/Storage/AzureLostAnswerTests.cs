using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.Storage.Batching;
using static TeamsRolloutBot.IntegrationTests.Storage.TestRows;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>
/// The client repeats a request whose response was lost. If the first was done after all, the
/// second conflicts with it, and this must not be mistaken for a conflict with somebody else.
/// </summary>
[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzureLostAnswerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FaultyNetwork _network = new();
    private readonly string _partition = $"p-{Guid.NewGuid():n}";

    private TableStore Store { get; set; } = null!;

    /// <summary>Another instance, whose network is fine.</summary>
    private TableStore Other { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Store = new(new AzureTableStorage(AzureTablesClient.FromConnectionString(azurite.ConnectionString, _network.Configure), "rollout"));
        Other = await new AzureSource(azurite).OpenAsync();
        await CommitAsync(RowWrite.Insert("there", Number(0)), RowWrite.Insert("also there", Number(0)));
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Other.DisposeAsync();
    }

    [AzuriteFact]
    public async Task An_insert_that_was_done_is_committed_with_a_usable_etag()
    {
        var etag = (await LosingAsync(RowWrite.Insert("new", Number(1)))).ETag();

        Assert.Equal(new Row(_partition, "new", etag, Number(1)), await GetAsync("new"));
        Assert.True((await CommitAsync(RowWrite.Replace("new", Number(2), etag))).IsCommitted);
    }

    [AzuriteFact]
    public async Task A_replace_that_was_done_is_committed_with_a_usable_etag()
    {
        var etag = (await LosingAsync(RowWrite.Replace("there", Number(1), await ETagAsync("there")))).ETag();

        Assert.Equal(new Row(_partition, "there", etag, Number(1)), await GetAsync("there"));
    }

    [AzuriteFact]
    public async Task A_delete_that_was_done_is_committed()
    {
        Assert.True((await LosingAsync(RowWrite.Delete("there", await ETagAsync("there")))).IsCommitted);
        Assert.Null(await GetAsync("there"));
    }

    [AzuriteFact]
    public async Task A_transaction_that_was_done_is_committed_with_usable_etags()
    {
        var result = await LosingAsync(
            RowWrite.Delete("also there", await ETagAsync("also there")),
            RowWrite.Replace("there", Number(1), await ETagAsync("there")),
            RowWrite.Insert("new", Number(1)));

        Assert.Null(Assert.IsType<CommitResult.Committed>(result).ETags[0]);
        Assert.Equal(result.ETag(1), await ETagAsync("there"));
        Assert.Equal(result.ETag(2), await ETagAsync("new"));
        Assert.Null(await GetAsync("also there"));
    }

    [AzuriteFact]
    public async Task A_transaction_sent_again_without_a_row_that_was_gone_is_committed_too()
    {
        // The first request is refused because of the missing row; the second does the work, and
        // its response is lost.
        var sent = 0;
        _network.LosesAnswer = () => ++sent == 2;

        var result = await CommitAsync(
            RowWrite.Delete("gone"), RowWrite.Insert("new", Number(1)), RowWrite.Insert("newer", Number(1)));

        Assert.Equal(1, _network.LostAnswers);
        Assert.Equal(result.ETag(1), await ETagAsync("new"));
        Assert.Equal(result.ETag(2), await ETagAsync("newer"));
    }

    [AzuriteFact]
    public async Task A_transaction_of_deletes_that_was_done_is_committed()
    {
        Assert.True((await LosingAsync(
            RowWrite.Delete("there", await ETagAsync("there")), RowWrite.Delete("also there"))).IsCommitted);
        Assert.Empty(await Other.KeysAsync(_partition, RowRange.All));
    }

    [AzuriteFact]
    public async Task A_conflict_with_somebody_else_stays_one()
    {
        var stale = await ETagAsync("there");
        await Other.CommitAsync(Table.Cohorts, _partition, [RowWrite.Upsert("there", Number(7))]);

        AssertConflict(0, ConflictReason.Exists, await LosingAsync(RowWrite.Insert("there", Number(1))));
        AssertConflict(0, ConflictReason.Stale, await LosingAsync(RowWrite.Replace("there", Number(1), stale)));
        AssertConflict(0, ConflictReason.Stale, await LosingAsync(RowWrite.Delete("there", stale)));
        AssertConflict(1, ConflictReason.Exists, await LosingAsync(RowWrite.Delete("gone"), RowWrite.Insert("there", Number(1))));
        AssertConflict(1, ConflictReason.Missing, await LosingAsync(RowWrite.Delete("there"), RowWrite.Delete("gone", stale)));
        Assert.Equal(Number(7), (await GetAsync("there"))!.Values);
    }

    [AzuriteFact]
    public async Task A_replace_that_was_done_is_recognised_under_later_ones_of_others()
    {
        _network.Meanwhile = async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                var row = (await Other.GetAsync(Table.Cohorts, _partition, "there"))!;
                await Other.CommitAsync(
                    Table.Cohorts, _partition, [RowWrite.Replace("there", Number(row.Values.GetInt64("Number") + 10), row.ETag)]);
            }
        };

        var result = await LosingAsync(RowWrite.Replace("there", Number(1), await ETagAsync("there")));

        Assert.Equal(Number(31), (await GetAsync("there"))!.Values);
        AssertConflict(0, ConflictReason.Stale, await CommitAsync(RowWrite.Replace("there", Number(0), result.ETag())));
    }

    [AzuriteFact]
    public async Task Increments_over_a_bad_network_lose_nothing_and_count_nothing_twice()
    {
        var chance = new Random(1);
        _network.LosesAnswer = () => chance.Next(4) == 0;
        PartitionWriter[] writers = [new(Store), new(Store), new(Other)];

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () =>
        {
            for (var round = 0; round < 5; round++)
            {
                await writers[i % writers.Length].RunAsync(Table.Cohorts, _partition, async unit =>
                {
                    var next = (await unit.GetAsync("there"))!.GetInt64("Number") + 1;
                    unit.Replace("there", Number(next));
                    unit.Upsert($"last of {i}", Number(next));
                    return next;
                });
            }
        })));

        Assert.True(_network.LostAnswers > 0);
        Assert.Equal(Number(150), (await Other.GetAsync(Table.Cohorts, _partition, "there"))!.Values);
    }

    [AzuriteFact]
    public async Task A_network_that_stays_away_is_a_transient_fault()
    {
        _network.LosesAnswer = () => true;

        var fault = await Assert.ThrowsAsync<StorageException>(() => CommitAsync(RowWrite.Upsert("there", Number(1))).AsTask());

        Assert.True(fault.IsTransient);
        Assert.Contains("Storage:ConnectionString", fault.Message, StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task The_trail_of_commits_is_not_among_the_values_and_stays_short()
    {
        for (var i = 0; i < 30; i++)
        {
            await CommitAsync(RowWrite.Replace("there", Number(i), await ETagAsync("there")));
        }

        var row = (await GetAsync("there"))!;
        Assert.Equal(Number(29), row.Values);
        Assert.InRange(row.ETag.Length, 1, 200);
    }

    private async Task<CommitResult> LosingAsync(params RowWrite[] writes)
    {
        var before = _network.LostAnswers;
        _network.LoseNextAnswer();
        var result = await CommitAsync(writes);
        Assert.Equal(before + 1, _network.LostAnswers);
        return result;
    }

    private ValueTask<CommitResult> CommitAsync(params RowWrite[] writes) => Store.CommitAsync(Table.Cohorts, _partition, writes);

    private async Task<Row?> GetAsync(string key) => await Store.GetAsync(Table.Cohorts, _partition, key);

    private async Task<string> ETagAsync(string key) => (await GetAsync(key))!.ETag;
}
