using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.Storage;
using static TeamsRolloutBot.IntegrationTests.Storage.TestRows;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>How every adapter must treat keys, ranges and pages.</summary>
public abstract class RangeContract : StoreContract
{
    /// <summary>
    /// Every character of Latin-1, neighbours of every escaped character, and what UTF-8 and UTF-16
    /// order differently: surrogates (paired and unpaired) and the characters above them.
    /// </summary>
    private static readonly string[] EveryCharacter =
    [
        .. Enumerable.Range(0, 0x180).Select(c => ((char)c).ToString()),
        "\u3042", "\ud7ff", "\ud800", "\udbff", "\udc00", "\udfff", "\ue000", "\ufeff", "\ufffd", "\uffff", "\U0001F600", "\U0010FFFF",
    ];

    private protected RangeContract(IStoreSource source)
        : base(source)
    {
    }

    [AzuriteFact]
    public async Task Ranges_are_in_ordinal_order_with_ends_as_named()
    {
        await Store.InsertAllAsync(Partition, ["b", "B", "a", "ab", "a|1", "a|2", "c", "a b", "a.b", "a/b"]);

        async Task Expect(RowRange range, params string[] keys) => Assert.Equal(keys, await Store.KeysAsync(Partition, range));
        await Expect(RowRange.All, "B", "a", "a b", "a.b", "a/b", "ab", "a|1", "a|2", "b", "c");
        await Expect(RowRange.Prefix("a|"), "a|1", "a|2");
        await Expect(RowRange.Prefix(""), "B", "a", "a b", "a.b", "a/b", "ab", "a|1", "a|2", "b", "c");
        await Expect(RowRange.Prefix("zz"));
        await Expect(RowRange.From("a|2"), "a|2", "b", "c");
        await Expect(RowRange.After("a|2"), "b", "c");
        await Expect(RowRange.After("a").Take(2), "a b", "a.b");
        await Expect(RowRange.Before("a"), "B");
        await Expect(RowRange.Between("a|1", "b"), "a|1", "a|2");
        await Expect(RowRange.Between(RowBound.Exclusive("a|1"), RowBound.Inclusive("b")), "a|2", "b");
        await Expect(RowRange.Between("b", "b"));
        await Expect(RowRange.Between("c", "a"));
        await Expect(RowRange.All.Take(0));
        await Expect(RowRange.Prefix("a").Take(3), "a", "a b", "a.b");
    }

    [AzuriteFact]
    public async Task Five_thousand_rows_come_in_order_and_once_each()
    {
        var keys = Enumerable.Range(0, 5000).Select(i => $"row|{i:d5}").ToList();
        await Store.InsertAllAsync(Partition, keys);
        await Store.InsertAllAsync(Partition, ["rov", "row}"]);

        Assert.Equal(keys, await Store.KeysAsync(Partition, RowRange.Prefix("row|")));
        Assert.Equal(keys.Skip(999).Take(1502), await Store.KeysAsync(Partition, RowRange.From("row|00999").Take(1502)));
    }

    [AzuriteFact]
    public async Task Rows_read_together_are_those_read_one_by_one_in_the_order_they_were_asked_for()
    {
        var other = $"{Partition}/other";
        await Store.InsertAllAsync(Partition, ["a", "a/b", "c"]);
        await Store.InsertAllAsync(other, ["a", "z"]);
        var changed = await Store.CommitAsync(Table.Cohorts, other, [RowWrite.Upsert("z", Number(26))]);
        RowAddress[] wanted =
        [
            new(other, "z"), new(Partition, "nowhere"), new(Partition, "a/b"), new(other, "a"), new(Partition, "a"), new("never", "a"),
            new(other, "z")
        ];

        var rows = await Store.GetManyAsync(Table.Cohorts, wanted);

        Assert.Equal([true, false, true, true, true, false, true], rows.Select(row => row is not null));
        Assert.Equal((26L, changed.ETag()), (rows[0]!.Values.GetInt64("Number"), rows[0]!.ETag));
        foreach (var (row, at) in rows.Zip(wanted))
        {
            var alone = await Store.GetAsync(Table.Cohorts, at.Partition, at.Key);
            Assert.Equal((alone?.Partition, alone?.Key, alone?.ETag, alone?.Values), (row?.Partition, row?.Key, row?.ETag, row?.Values));
        }

        Assert.Empty(await Store.GetManyAsync(Table.Cohorts, []));
        await Assert.ThrowsAsync<StorageLimitException>(
            () => Store.GetManyAsync(Table.Cohorts, [new(Partition, "a"), new(Partition, "")]).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.GetManyAsync(Table.Cohorts, wanted, new CancellationToken(canceled: true)).AsTask());
    }

    [AzuriteFact]
    public async Task A_range_read_in_several_partitions_together_is_whole_in_each()
    {
        // One of them has more than a page of any adapter.
        var many = Enumerable.Range(0, 1203).Select(i => $"in|{i:d5}").ToList();
        string[] partitions = [Partition, $"{Partition}/2", $"{Partition}|empty", $"{Partition}/2"];
        await Store.InsertAllAsync(partitions[0], [.. many, "im", "in}"]);
        await Store.InsertAllAsync(partitions[1], ["in|/1", "in|b", "out"]);

        async Task Expect(RowRange range, params IReadOnlyList<string>[] keys) =>
            Assert.Equal(keys, (await Store.QueryManyAsync(Table.Cohorts, partitions, range)).Select(rows => rows.Select(row => row.Key)));
        await Expect(RowRange.Prefix("in|"), many, ["in|/1", "in|b"], [], ["in|/1", "in|b"]);
        await Expect(RowRange.Prefix("in|").Take(1100), [.. many.Take(1100)], ["in|/1", "in|b"], [], ["in|/1", "in|b"]);
        await Expect(RowRange.From("in|b").Take(1), ["in}"], ["in|b"], [], ["in|b"]);
        await Expect(RowRange.All.Take(0), [], [], [], []);
        Assert.Equal(partitions[1], (await Store.QueryManyAsync(Table.Cohorts, partitions, RowRange.All))[1][0].Partition);
        Assert.Empty(await Store.QueryManyAsync(Table.Cohorts, [], RowRange.All));
        await Assert.ThrowsAsync<StorageLimitException>(() => Store.QueryManyAsync(Table.Cohorts, [Partition, ""], RowRange.All).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.QueryManyAsync(Table.Cohorts, partitions, RowRange.All, new CancellationToken(canceled: true)).AsTask());
    }

    [AzuriteFact]
    public async Task Keys_hold_every_character_and_keep_their_ordinal_order()
    {
        await Store.InsertAllAsync(Partition, EveryCharacter);
        await Store.InsertAllAsync(Partition, EveryCharacter.Select(c => $"x{c}y"));

        var inOrder = EveryCharacter.Concat(EveryCharacter.Select(c => $"x{c}y")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(inOrder, await Store.KeysAsync(Partition, RowRange.All));
        foreach (var end in EveryCharacter.Where((_, i) => i % 7 == 0).Concat(["\ud800", "\ue000", "/", "?", "#", "\\", "'", "%", "~"]))
        {
            var above = inOrder.Where(key => string.CompareOrdinal(key, end) > 0);
            Assert.Equal(above.Take(3), await Store.KeysAsync(Partition, RowRange.After(end).Take(3)));
            var prefixed = inOrder.Where(key => key.StartsWith($"x{end}", StringComparison.Ordinal));
            Assert.Equal(prefixed, await Store.KeysAsync(Partition, RowRange.Prefix($"x{end}")));
        }
    }

    [AzuriteFact]
    public async Task Rows_under_any_key_can_be_read_replaced_and_deleted()
    {
        const string Odd = "a/b\\c#d?e%f'g\"h i\u0000j\u0085k~l\U0001F600m\ud800n&o+p=q;r,s@t:u$v<w>x(y)z";
        var partition = Partition + Odd;

        var etag = (await Store.CommitAsync(Table.Audit, partition, [RowWrite.Insert(Odd, Number(1))])).ETag();
        Assert.Equal(new Row(partition, Odd, etag, Number(1)), await Store.GetAsync(Table.Audit, partition, Odd));
        var replaced = await Store.CommitAsync(
            Table.Audit, partition, [RowWrite.Replace(Odd, Number(2), etag), RowWrite.Insert(Odd + "'", Number(3))]);
        Assert.Equal([Odd, Odd + "'"], await Store.KeysAsync(partition, RowRange.Prefix(Odd), Table.Audit));
        await Store.CommitAsync(Table.Audit, partition, [RowWrite.Delete(Odd, replaced.ETag()), RowWrite.Delete(Odd + "'")]);
        Assert.Empty(await Store.KeysAsync(partition, RowRange.All, Table.Audit));
    }

    [AzuriteFact]
    public async Task A_cancelled_query_stops()
    {
        await Store.InsertAllAsync(Partition, ["1", "2", "3"]);
        using var cancellation = new CancellationTokenSource();

        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in Store.QueryAsync(Table.Cohorts, Partition, RowRange.All, cancellation.Token))
            {
                seen++;
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(1, seen);
    }
}
