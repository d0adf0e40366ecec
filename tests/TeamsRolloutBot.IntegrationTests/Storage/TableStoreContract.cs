using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.Storage;
using static TeamsRolloutBot.IntegrationTests.Storage.TestRows;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>
/// What every adapter behind <see cref="TableStore"/> must guarantee: conditions and atomicity.
/// </summary>
public abstract class TableStoreContract : StoreContract
{
    private protected TableStoreContract(IStoreSource source)
        : base(source)
    {
    }

    [AzuriteFact]
    public async Task An_inserted_row_is_read_back_with_its_etag()
    {
        var values = new RowValues
        {
            { "Text", "Zoë" }, { "Int", long.MinValue },
            { "Yes", true }, { "No", false }, { "Bytes", [0, 255, 10] }, { "Empty", "" }, { "NoBytes", Array.Empty<byte>() },
            { "Big", long.MaxValue }, { "Date", "2027-03-01T09:00:00Z" }, { "Minus", -5 },
        };

        var result = await CommitAsync(RowWrite.Insert("row", values));

        var row = await GetAsync("row");
        Assert.Equal(new Row(Partition, "row", result.ETag(), values), row);
    }

    [AzuriteFact]
    public async Task A_row_that_is_not_there_is_null()
    {
        Assert.Null(await GetAsync("nobody"));
    }

    [AzuriteFact]
    public async Task A_row_is_found_in_its_own_table_and_partition_only()
    {
        await CommitAsync(RowWrite.Insert("row", Number(1)));

        Assert.Null(await Store.GetAsync(Table.Users, Partition, "row"));
        Assert.Null(await Store.GetAsync(Table.Cohorts, Partition + "x", "row"));
        Assert.Empty(await Store.KeysAsync(Partition, RowRange.All, Table.Users));
    }

    [AzuriteFact]
    public async Task A_row_that_exists_cannot_be_inserted_again()
    {
        await CommitAsync(RowWrite.Insert("row", Number(1)));

        AssertConflict(0, ConflictReason.Exists, await CommitAsync(RowWrite.Insert("row", Number(2))));
        Assert.Equal(Number(1), (await GetAsync("row"))!.Values);
    }

    [AzuriteFact]
    public async Task Replacing_drops_the_properties_that_are_not_given()
    {
        var etag = (await CommitAsync(RowWrite.Insert("row", new() { { "A", 1 }, { "B", 2 } }))).ETag();

        var replaced = await CommitAsync(RowWrite.Replace("row", new() { { "B", 3 } }, etag));

        Assert.NotEqual(etag, replaced.ETag());
        Assert.Equal(new Row(Partition, "row", replaced.ETag(), new() { { "B", 3 } }), await GetAsync("row"));
    }

    [AzuriteFact]
    public async Task A_stale_etag_is_refused()
    {
        var first = (await CommitAsync(RowWrite.Insert("row", Number(1)))).ETag();
        await CommitAsync(RowWrite.Replace("row", Number(2), first));

        AssertConflict(0, ConflictReason.Stale, await CommitAsync(RowWrite.Replace("row", Number(3), first)));
        AssertConflict(0, ConflictReason.Stale, await CommitAsync(RowWrite.Delete("row", first)));
        Assert.Equal(Number(2), (await GetAsync("row"))!.Values);
    }

    [AzuriteFact]
    public async Task An_etag_that_was_never_given_out_is_stale()
    {
        await CommitAsync(RowWrite.Insert("row", Number(1)));

        AssertConflict(0, ConflictReason.Stale, await CommitAsync(RowWrite.Replace("row", Number(3), "whatever")));
    }

    [AzuriteFact]
    public async Task A_missing_row_cannot_be_replaced_or_deleted_by_etag()
    {
        var etag = (await CommitAsync(RowWrite.Insert("row", Number(1)))).ETag();
        Assert.True((await CommitAsync(RowWrite.Delete("row", etag))).IsCommitted);

        AssertConflict(0, ConflictReason.Missing, await CommitAsync(RowWrite.Replace("row", Number(2), etag)));
        AssertConflict(0, ConflictReason.Missing, await CommitAsync(RowWrite.Delete("row", etag)));
    }

    [AzuriteFact]
    public async Task An_etag_does_not_come_back_after_delete_and_insert()
    {
        var first = (await CommitAsync(RowWrite.Insert("row", Number(1)))).ETag();
        await CommitAsync(RowWrite.Delete("row", first));
        var second = (await CommitAsync(RowWrite.Insert("row", Number(1)))).ETag();

        Assert.NotEqual(first, second);
        AssertConflict(0, ConflictReason.Stale, await CommitAsync(RowWrite.Replace("row", Number(2), first)));
    }

    [AzuriteFact]
    public async Task An_unconditional_delete_does_not_mind_a_missing_row()
    {
        await CommitAsync(RowWrite.Insert("there", Number(1)));

        var result = await CommitAsync(
            RowWrite.Delete("gone 1"), RowWrite.Delete("there"), RowWrite.Insert("new", Number(2)), RowWrite.Delete("gone 2"));

        Assert.Equal([true, true, false, true], Assert.IsType<CommitResult.Committed>(result).ETags.Select(etag => etag is null));
        Assert.Equal(["new"], await Store.KeysAsync(Partition, RowRange.All));
        Assert.True((await CommitAsync(RowWrite.Delete("gone 1"))).IsCommitted);
    }

    [AzuriteFact]
    public async Task An_upsert_writes_whatever_was_there()
    {
        var first = (await CommitAsync(RowWrite.Upsert("row", Number(1)))).ETag();
        var second = (await CommitAsync(RowWrite.Upsert("row", TextRow("two")))).ETag();

        Assert.NotEqual(first, second);
        Assert.Equal(new Row(Partition, "row", second, TextRow("two")), await GetAsync("row"));
    }

    [AzuriteFact]
    public async Task A_hundred_rows_are_committed_at_once_with_their_etags_by_position()
    {
        var result = await CommitAsync([.. Enumerable.Range(0, 100).Select(i => RowWrite.Insert($"{i:d3}", Number(i)))]);

        foreach (var i in new[] { 0, 57, 99 })
        {
            Assert.Equal(new Row(Partition, $"{i:d3}", result.ETag(i), Number(i)), await GetAsync($"{i:d3}"));
        }

        Assert.Equal(100, (await Store.KeysAsync(Partition, RowRange.All)).Count);
    }

    [AzuriteFact]
    public async Task One_conflict_undoes_the_whole_commit_and_says_where_it_was()
    {
        var etag = (await CommitAsync(RowWrite.Insert("kept", Number(1)), RowWrite.Insert("taken", Number(1)))).ETag();

        var writes = Enumerable.Range(0, 97).Select(i => RowWrite.Insert($"{i:d3}", Number(i))).ToList();
        writes.Add(RowWrite.Delete("kept", etag));
        writes.Add(RowWrite.Insert("taken", Number(2)));
        writes.Add(RowWrite.Upsert("late", Number(2)));

        AssertConflict(98, ConflictReason.Exists, await CommitAsync([.. writes]));
        Assert.Equal(["kept", "taken"], await Store.KeysAsync(Partition, RowRange.All));
        Assert.Equal(etag, (await GetAsync("kept"))!.ETag);
    }

    [AzuriteFact]
    public async Task A_stale_or_missing_row_within_a_commit_is_named_by_its_position()
    {
        var old = (await CommitAsync(RowWrite.Insert("row", Number(1)))).ETag();
        await CommitAsync(RowWrite.Upsert("row", Number(2)));

        AssertConflict(1, ConflictReason.Stale, await CommitAsync(
            RowWrite.Insert("other", Number(1)), RowWrite.Replace("row", Number(3), old)));
        AssertConflict(2, ConflictReason.Missing, await CommitAsync(
            RowWrite.Insert("other", Number(1)), RowWrite.Delete("gone"), RowWrite.Replace("never", Number(3), old)));
        Assert.Equal(["row"], await Store.KeysAsync(Partition, RowRange.All));
    }

    [AzuriteFact]
    public async Task Fifty_writers_on_one_row_lose_no_update()
    {
        await CommitAsync(RowWrite.Insert("counter", Number(0)));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            CommitResult result;
            do
            {
                var row = (await GetAsync("counter"))!;
                result = await CommitAsync(RowWrite.Replace("counter", Number(row.Values.GetInt64("Number") + 1), row.ETag));
            }
            while (!result.IsCommitted);
        })));

        Assert.Equal(Number(50), (await GetAsync("counter"))!.Values);
    }

    [AzuriteFact]
    public async Task What_is_cancelled_beforehand_is_not_done()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.CommitAsync(Table.Cohorts, Partition, [RowWrite.Insert("row", Number(1))], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.GetAsync(Table.Cohorts, Partition, "row", cancelled.Token));
        Assert.Empty(await Store.KeysAsync(Partition, RowRange.All));
    }

    [AzuriteFact]
    public async Task A_store_that_works_passes_its_check()
    {
        await Store.CheckAsync();
    }

    private async ValueTask<Row?> GetAsync(string key) => await Store.GetAsync(Table.Cohorts, Partition, key);

    private ValueTask<CommitResult> CommitAsync(params RowWrite[] writes) =>
        Store.CommitAsync(Table.Cohorts, Partition, writes);
}
