using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.Storage;
using static TeamsRolloutBot.IntegrationTests.Storage.TestRows;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>
/// Limits that every adapter must support, and that all refuse to exceed with the same words.
/// </summary>
public abstract class LimitsContract : StoreContract
{
    private protected LimitsContract(IStoreSource source)
        : base(source)
    {
    }

    [AzuriteFact]
    public async Task A_hundred_and_one_rows_are_refused()
    {
        var refused = await RefusedAsync([.. Enumerable.Range(0, 101).Select(i => RowWrite.Upsert($"{i}", Number(i)))]);

        Assert.Contains("101 writes", refused.Message, StringComparison.Ordinal);
        await RefusedAsync();
    }

    [AzuriteFact]
    public async Task One_row_twice_in_a_commit_is_refused()
    {
        var refused = await RefusedAsync(
            RowWrite.Upsert("a", Number(1)), RowWrite.Upsert("b", Number(1)), RowWrite.Delete("a"));

        Assert.Contains("position 2", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.KeysAsync(Partition, RowRange.All));
    }

    [AzuriteFact]
    public async Task Values_hold_every_character()
    {
        var everything = string.Concat(Enumerable.Range(0, 0xD800).Concat(Enumerable.Range(0xE000, 0x2000)).Select(c => (char)c));
        var values = new RowValues { { "Pair", "\U0001F600\U0010FFFF" }, { "Spaces", " \t\r\n " }, { "Markup", "<a href='x'>&amp;\"\\/" } };
        foreach (var (part, i) in everything.Chunk(16_000).Select((part, i) => (part, i)))
        {
            values.Add($"Part{i}", new string(part));
        }

        await CommitAsync(RowWrite.Insert("single", values));
        await CommitAsync(RowWrite.Insert("batch", values), RowWrite.Insert("other", Number(1)));

        Assert.Equal(values, await ValuesAsync("single"));
        Assert.Equal(values, await ValuesAsync("batch"));
    }

    [AzuriteFact]
    public async Task A_property_of_64_KiB_is_kept_and_one_byte_more_is_refused()
    {
        var values = new RowValues { { "Text", new string('ä', 32 * 1024) }, { "Bytes", [.. Enumerable.Repeat((byte)0xFB, 64 * 1024)] } };

        await CommitAsync(RowWrite.Insert("row", values));

        Assert.Equal(values, await ValuesAsync("row"));
        var refused = await RefusedAsync(RowWrite.Upsert("row", TextRow(new string('a', (32 * 1024) + 1))));
        Assert.Contains("'Text'", refused.Message, StringComparison.Ordinal);
        await RefusedAsync(RowWrite.Upsert("row", new() { { "Bytes", new byte[(64 * 1024) + 1] } }));
    }

    [AzuriteFact]
    public async Task A_row_of_1_MiB_is_kept_and_a_larger_one_refused()
    {
        var values = new RowValues();
        for (var i = 0; i < 15; i++)
        {
            values.Add($"Part{i}", new string((char)('a' + i), 32 * 1024));
        }

        values.Add("Rest", "");
        var rest = StorageLimits.MaxRowBytes - StorageLimits.SizeOf(Partition, "row", values);
        values.Set("Rest", new string('€', (int)rest / 2));

        await CommitAsync(RowWrite.Insert("row", values));

        Assert.Equal(values, await ValuesAsync("row"));
        values.Add("More", 1);
        await RefusedAsync(RowWrite.Upsert("row", values));
    }

    [AzuriteFact]
    public async Task As_many_properties_as_allowed_are_kept()
    {
        var values = new RowValues();
        for (var i = 0; i < StorageLimits.MaxProperties; i++)
        {
            values.Add($"P{i}", i);
        }

        await CommitAsync(RowWrite.Insert("row", values));

        Assert.Equal(values, await ValuesAsync("row"));
        values.Add("More", 1);
        await RefusedAsync(RowWrite.Upsert("row", values));
    }

    [AzuriteFact]
    public async Task A_key_of_512_characters_is_kept_and_a_longer_one_refused()
    {
        var longest = new string('k', 512);

        var etag = (await Store.CommitAsync(Table.Users, longest, [RowWrite.Upsert(longest, Number(1))])).ETag();

        Assert.Equal(new Row(longest, longest, etag, Number(1)), await Store.GetAsync(Table.Users, longest, longest));
        await RefusedAsync(RowWrite.Upsert(longest + "k", Number(1)));
        await RefusedAsync(RowWrite.Upsert(new string('/', 171), Number(1)));
        await RefusedAsync(RowWrite.Upsert("", Number(1)));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Store.GetAsync(Table.Users, "", "row"));
    }

    [AzuriteFact]
    public async Task A_commit_that_would_not_fit_on_the_wire_is_refused()
    {
        var large = new string('€', 30_000);

        await RefusedAsync([.. Enumerable.Range(0, 40).Select(i => RowWrite.Upsert($"{i}", TextRow(large)))]);
        await CommitAsync([.. Enumerable.Range(0, 20).Select(i => RowWrite.Upsert($"{i}", TextRow(large)))]);

        Assert.Equal(TextRow(large), await ValuesAsync("19"));
    }

    [AzuriteFact]
    public async Task What_no_store_can_keep_is_refused()
    {
        await RefusedAsync(RowWrite.Upsert("row", TextRow("half a pair: \ud83d")));
        await RefusedAsync(RowWrite.Upsert("row", TextRow("\ude00\ud83d")));
        foreach (var name in new[] { "", "1st", "_own", "with-dash", "naïve", "PartitionKey", "RowKey", "Timestamp", new string('n', 256) })
        {
            await RefusedAsync(RowWrite.Upsert("row", new() { { name, 1 } }));
        }
    }

    private async Task CommitAsync(params RowWrite[] writes) =>
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(Table.Cohorts, Partition, writes));

    private async Task<RowValues> ValuesAsync(string key) => (await Store.GetAsync(Table.Cohorts, Partition, key))!.Values;

    private async Task<StorageLimitException> RefusedAsync(params RowWrite[] writes) =>
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Store.CommitAsync(Table.Cohorts, Partition, writes));
}
