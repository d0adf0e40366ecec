using System.Text.Json.Nodes;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Upgrade;

/// <summary>
/// State written by earlier releases can be read by this one. <c>state-1.jsonl</c> is what release
/// 1 wrote: a rollout in use, a closed one and a draft. <c>state-2.jsonl</c> to
/// <c>state-4.jsonl</c> are what the next three wrote after a <see cref="FullLife"/>. They are
/// never edited: to write a new release's file, run these tests with <c>ROLLOUT_WRITE_STATE</c> set
/// to its name.
/// </summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task State_written_as_text_is_the_same_state_when_read_again()
    {
        using var folder = new TemporaryFolder();
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
        await FullLife.LiveAsync(bot, store);
        var first = Environment.GetEnvironmentVariable("ROLLOUT_WRITE_STATE") is { Length: > 0 } name
            ? Fixture(name)
            : folder.File("first.jsonl");
        await StateFile.WriteAsync(bot.Get<TableStore>(), first);

        await using var other = await BotUnderTest.StartAsync();
        await StateFile.ReadAsync(first, other.Get<TableStore>());
        await StateFile.WriteAsync(other.Get<TableStore>(), folder.File("second.jsonl"));

        Assert.Equal(await File.ReadAllTextAsync(first), await File.ReadAllTextAsync(folder.File("second.jsonl")));
    }

    [Fact]
    public async Task State_of_release_1_is_used_as_it_is_and_brought_up_to_date()
    {
        await using var bot = await BotUnderTest.StartAsync("2027-03-22T16:01:00Z");
        var store = bot.Get<TableStore>();
        await StateFile.ReadAsync(Fixture("state-1.jsonl"), store);
        var (closed, running) = (await FindAsync(bot, RolloutState.Closed), await FindAsync(bot, RolloutState.Running));
        Assert.Equal(1, await HeadVersionAsync(store, closed));
        Assert.Null(closed.Rollout.ClosedAt);

        // People continue where they were.
        var tick = Script.Data(running).With("task", "sandbox").With("done", true);
        Assert.Contains("2 of 6 done", await bot.PressAsync(Maria, "task.set", tick), StringComparison.Ordinal);
        Assert.Contains("STEP 1 OF 11", Assert.Single(await bot.SayAsync(Robin, "continue")), StringComparison.Ordinal);
        await bot.SayAsync(Robin, "save for later");
        await bot.TravelAsync("2027-03-29T16:00:00Z");
        Assert.Equal(1, bot.Teams.To(Maria).Count(message => message.Text.Contains("How is Procore Pay going?", StringComparison.Ordinal)));

        Assert.Contains("no member with the address", await RemoveAsync(), StringComparison.Ordinal);
        Assert.True(await bot.Get<TeamsRolloutBot.Operations.Upgrade>().RunAsync(CancellationToken.None));
        Assert.False(await bot.Get<TeamsRolloutBot.Operations.Upgrade>().RunAsync(CancellationToken.None));
        Assert.Contains("Remove Robin Hale from HQ Denver?", await RemoveAsync(), StringComparison.Ordinal);
        Assert.Contains("Under Compliance.", Assert.Single(await bot.SayAsync(Maria, "questions")), StringComparison.Ordinal);
        Assert.Equal(2, await HeadVersionAsync(store, closed));
        Assert.Equal(bot.Now, (await FindAsync(bot, RolloutState.Closed)).Rollout.ClosedAt);
        Assert.Contains(closed.Id, await Ids(bot.Get<RolloutRepository>().ListAsync(BotUnderTest.Tenant)));

        async Task<string> RemoveAsync() => Assert.Single(await bot.SayAsync(Robin, $"remove {Robin.Email}"));
    }

    [Theory]
    [InlineData("head")]
    [InlineData("definition")]
    [InlineData("p|")]
    [InlineData("d|")]
    [InlineData("n|")]
    [InlineData("q|")]
    [InlineData("a|")]
    [InlineData("counts")]
    [InlineData("in|")]
    [InlineData("ref")]
    [InlineData("dialog")]
    [InlineData("w|")]
    public async Task A_row_of_a_newer_release_is_refused_with_advice_and_left_as_it_is(string kind)
    {
        using var folder = new TemporaryFolder();
        var lines = (await File.ReadAllLinesAsync(Fixture("state-1.jsonl"))).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        foreach (var line in lines.Where(line => ((string)line["row"]!).StartsWith(kind, StringComparison.Ordinal)))
        {
            line["values"]!["v"] = 99;
        }

        await File.WriteAllLinesAsync(folder.File("newer.jsonl"), lines.Select(line => line.ToJsonString()));
        await using var bot = await BotUnderTest.StartAsync("2027-03-22T16:01:00Z");
        await StateFile.ReadAsync(folder.File("newer.jsonl"), bot.Get<TableStore>());
        var newer = (await StateFile.TextAsync(bot.Get<TableStore>())).Split('\n')
            .Where(line => line.Contains("\"v\":99", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(newer);

        var said = new List<string>();
        var rollouts = lines.Where(line => (string)line["row"]! == "head").Select(line => (string)line["partition"]!);
        foreach (var ask in new Func<Task>[]
        {
            async () =>
                said.AddRange(await Task.WhenAll(rollouts.Select(id => bot.PressAsync(Robin, "status.show", new() { ["rollout"] = id })))),
            async () => said.AddRange(await bot.SayAsync(Maria, "my data")),
            async () => said.AddRange(await bot.SayAsync(Robin, "next")),
            () => bot.Get<DueIndex>().NextAsync(CancellationToken.None),
        })
        {
            said.Add((await Record.ExceptionAsync(ask))?.Message ?? string.Empty);
        }

        Assert.Contains(said, answer => answer.Contains("stored by a newer release of the bot (version 99", StringComparison.Ordinal)
            || answer.Contains("A newer version of the bot saved this", StringComparison.Ordinal));
        var after = await StateFile.TextAsync(bot.Get<TableStore>());
        Assert.All(newer, line => Assert.Contains(line, after, StringComparison.Ordinal));
    }

    private static async Task<StoredRollout> FindAsync(BotUnderTest bot, RolloutState state) =>
        (await Script.AllAsync(bot)).Single(rollout => rollout.Rollout.State == state);

    private static async Task<long> HeadVersionAsync(TableStore store, StoredRollout rollout) =>
        (await store.GetAsync(Table.Rollouts, rollout.Id.Value, "head"))!.Values.GetInt64("v");

    private static async Task<List<RolloutId>> Ids(IAsyncEnumerable<StoredRollout> rollouts)
    {
        var ids = new List<RolloutId>();
        await foreach (var rollout in rollouts)
        {
            ids.Add(rollout.Id);
        }

        return ids;
    }

    internal static string Fixture(string name) => Repository.File("tests", "TeamsRolloutBot.Tests", "Upgrade", name);
}

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-test-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
