using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Tests.Storage;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>Finding people whom the bot has seen by name, on each store.</summary>
public abstract class KnownPeopleContract : StoreContract
{
    private protected KnownPeopleContract(IStoreSource source)
        : base(source)
    {
    }

    private KnownPeopleRepository People => new(Store, new PartitionWriter(Store));

    [AzuriteTheory]
    [InlineData("ana", "Ana|ANA BELL|Zoë Ana-Núñez")]
    [InlineData("ÀNA b", "ANA BELL")]
    [InlineData("nunez", "Zoë Ana-Núñez")]
    [InlineData("zoe ana nunez", "Zoë Ana-Núñez")]
    [InlineData("nunez zoe", "Zoë Ana-Núñez")]
    [InlineData("lukasz", "Łukasz Żak")]
    [InlineData("김", "김 민준")]
    [InlineData("o neil", "Shay O'Neil")]
    [InlineData("an/?#%\t", "Ana|ANA BELL|Zoë Ana-Núñez")]
    [InlineData("nobody", "")]
    [InlineData("?!", "")]
    public async Task A_name_is_found_by_what_it_or_one_of_its_words_begins_with_without_case_and_accents_a_whole_name_first(
        string typed, string found)
    {
        foreach (var name in new[] { "Zoë Ana-Núñez", "ANA BELL", "Ana", "Łukasz Żak", "김 민준", "Shay O'Neil", "Johanna Berg" })
        {
            await People.AddAsync(Partition, Somebody(name));
        }

        Assert.Equal(
            found.Split('|', StringSplitOptions.RemoveEmptyEntries),
            (await People.FindByNameAsync(Partition, typed, 6)).Select(person => person.Name));
    }

    [AzuriteFact]
    public async Task No_more_are_read_than_are_asked_for_however_many_have_the_name()
    {
        for (var n = 0; n < 40; n++)
        {
            await People.AddAsync(Partition, Somebody($"Ana Lopez {n}"));
        }

        var observed = new ObservedStore(Store);
        Assert.Equal(
            6, (await new KnownPeopleRepository(observed, new PartitionWriter(observed)).FindByNameAsync(Partition, "lopez", 6)).Count);
        observed.TakeCalls();
        await new KnownPeopleRepository(observed, new PartitionWriter(observed)).FindByNameAsync(Partition, "ana", 6);
        Assert.Equal((6 * 2) + 1, observed.TakeCalls().Sum(call => call.Rows));
    }

    [AzuriteFact]
    public async Task Who_goes_by_another_name_is_found_by_that_alone_and_who_is_erased_by_none()
    {
        var ana = Somebody("Ana Lopez");
        await People.AddAsync(Partition, ana);
        await People.AddAsync(Partition, ana with { Name = "Ana Hale" });
        Assert.Empty(await People.FindByNameAsync(Partition, "lopez", 6));
        Assert.Equal([ana.Id], (await People.FindByNameAsync(Partition, "hale", 6)).Select(person => person.Id));

        await People.EraseAsync(Partition, ana.Id);

        Assert.Empty(await People.FindByNameAsync(Partition, "ana", 6));
        Assert.DoesNotContain(await RowsAsync(), key => key.StartsWith("w|", StringComparison.Ordinal));
    }

    [AzuriteFact]
    public async Task People_seen_by_an_earlier_release_are_found_and_those_erased_while_they_are_put_into_the_index_are_not_in_it()
    {
        var (ana, ben) = (Somebody("Ana Lopez"), Somebody("Ben Lopez"));
        foreach (var person in new[] { ana, ben })
        {
            await Store.CommitAsync(
                Table.Settings, $"people|{Partition}",
                [RowWrite.Insert(person.Id.Value, new RowValues { { "name", person.Name }, { "v", 1L } })]);
        }

        // Ben is erased after he was listed and before his name is written.
        var observed = new ObservedStore(Store);
        var isErased = false;
        observed.Meanwhile = async _ =>
        {
            if (!isErased)
            {
                isErased = true;
                await People.EraseAsync(Partition, ben.Id);
            }
        };
        Assert.Equal(
            ["Ana Lopez"],
            (await new KnownPeopleRepository(observed, new PartitionWriter(observed)).FindByNameAsync(Partition, "lopez", 6))
                .Select(person => person.Name));
        Assert.True(isErased);
        Assert.Equal(2, (await RowsAsync()).Count(key => key.StartsWith("w|", StringComparison.Ordinal)));
    }

    [AzuriteFact]
    public async Task A_row_of_the_index_that_a_crash_or_another_release_left_gives_no_wrong_answer_and_is_repaired()
    {
        var ana = Somebody("Ana Lopez");
        await People.AddAsync(Partition, ana);
        await People.FindByNameAsync(Partition, "ana", 6);
        await Store.CommitAsync(
            Table.Settings, $"people|{Partition}",
            [RowWrite.Insert($"w|{FoldedName.Key("old name", ana.Id)}", new RowValues { { "person", ana.Id.Value }, { "v", 1L } })]);

        Assert.Empty(await People.FindByNameAsync(Partition, "old", 6));
        Assert.Equal(1, await People.RepairAsync(Partition, onlyLook: true));
        Assert.Equal(1, await People.RepairAsync(Partition, onlyLook: false));
        Assert.Equal(0, await People.RepairAsync(Partition, onlyLook: true));
    }

    private static Person Somebody(string name) => new() { Id = PersonId.FromObjectId(Guid.NewGuid()), Name = name };

    private async Task<IReadOnlyList<string>> RowsAsync() =>
        await Store.QueryAsync(Table.Settings, $"people|{Partition}", RowRange.All).Select(row => row.Key).ToListAsync();
}
