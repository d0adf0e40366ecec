using System.Net;
using TeamsRolloutBot.Benchmarks.Product;
using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.IntegrationTests.Product;

/// <summary>The commands on stored state, as processes next to the bot's own.</summary>
[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class CommandTests(AzuriteFixture azurite) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-commands-").FullName;

    private string DataFile => BotServer.DataFile(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_backup_made_while_the_bot_runs_is_restored_once_it_is_stopped_and_the_old_file_is_kept()
    {
        var rollout = await SeededRollout.WriteAsync(DataFile, cohorts: 1, membersInCohort: 20);
        var backup = Path.Combine(_folder, "backup.db");
        using (var bot = await BotServer.StartAsync(_folder))
        {
            await TickAsync(bot, rollout, "account");
            var made = await BotServer.RunAsync(_folder, ["backup", backup]);
            Assert.True(made is { ExitCode: 0, Errors: "" }, made.ToString());
            await TickAsync(bot, rollout, "sandbox");

            var refused = await BotServer.RunAsync(_folder, ["restore", backup]);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("in use by another process", refused.Errors, StringComparison.Ordinal);
            await bot.StopAsync();
        }

        Assert.Equal(["account", "sandbox"], await DoneAsync(DataFile, rollout));
        var restored = await BotServer.RunAsync(_folder, ["restore", backup]);
        Assert.True(restored is { ExitCode: 0, Errors: "" }, restored.ToString());

        Assert.Equal(["account"], await DoneAsync(DataFile, rollout));
        var kept = Assert.Single(Directory.GetFiles(_folder, "*.before-*Z"));
        Assert.Equal(["account", "sandbox"], await DoneAsync(kept, rollout));
        using var again = await BotServer.StartAsync(_folder);
        await TickAsync(again, rollout, "sandbox");
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_refused_and_what_is_there_stays()
    {
        var rollout = await SeededRollout.WriteAsync(DataFile, cohorts: 1, membersInCohort: 1);
        var wrong = Path.Combine(_folder, "wrong.db");
        await File.WriteAllTextAsync(wrong, new string('x', 10_000));

        var refused = await BotServer.RunAsync(_folder, ["restore", wrong]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("not a data file of this product", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(await DoneAsync(DataFile, rollout));
        Assert.Equal(2, (await BotServer.RunAsync(_folder, ["backup"])).ExitCode);
        Assert.Contains("restore", (await BotServer.RunAsync(_folder, ["bakcup", "x"])).Errors, StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task The_embedded_store_is_copied_to_azure_tables_compared_and_run_on()
    {
        var rollout = await SeededRollout.WriteAsync(DataFile, cohorts: 2, membersInCohort: 150);
        var prefix = $"copy{Guid.NewGuid():n}";
        (string, string)[] settings = [("Storage__ConnectionString", azurite.ConnectionString), ("Storage__TablePrefix", prefix)];

        var copied = await BotServer.RunAsync(_folder, ["copy-store"], settings);
        Assert.True(copied is { ExitCode: 0, Errors: "" }, copied.ToString());
        Assert.StartsWith("606 rows copied and compared", copied.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await BotServer.RunAsync(_folder, ["copy-store"], settings)).ExitCode);

        using (var bot = await BotServer.StartAsync(_folder, [("Storage__Kind", "AzureTables"), .. settings]))
        {
            await TickAsync(bot, rollout, "account");
        }

        Assert.Empty(await DoneAsync(DataFile, rollout));
        await using var target = new TableStore(
            new AzureTableStorage(AzureTablesClient.FromConnectionString(azurite.ConnectionString), prefix));
        Assert.Equal(["account"], await DoneAsync(target, rollout));

        // What the bot did on the tables is newer than the file, so it is not overwritten.
        var used = await BotServer.RunAsync(_folder, ["copy-store"], settings);
        Assert.Equal(1, used.ExitCode);
        Assert.Contains("Nothing was copied", used.Errors, StringComparison.Ordinal);
        Assert.Equal(["account"], await DoneAsync(target, rollout));

        File.Delete(DataFile);
        await SeededRollout.WriteAsync(DataFile, cohorts: 1, membersInCohort: 1);
        var foreign = await BotServer.RunAsync(_folder, ["copy-store"], settings);
        Assert.Equal(1, foreign.ExitCode);
        Assert.Contains("Storage:TablePrefix", foreign.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_reports_each_difference_and_repairs_it()
    {
        var rollout = await SeededRollout.WriteAsync(DataFile, cohorts: 2, membersInCohort: 5);
        var sound = await BotServer.RunAsync(_folder, ["repair", "--check"]);
        Assert.True(sound is { ExitCode: 0, Errors: "" }, sound.ToString());
        var cohort = new CohortKey(new RolloutId(rollout), new CohortId("c1"));
        await using (var store = new TableStore(new EmbeddedTables(DataFile)))
        {
            await store.OpenAsync();
            var counts = (await store.GetAsync(Table.Cohorts, cohort.Partition, "counts"))!.Values;
            counts.Set("members", 4);
            counts.Set("ready", 2);
            await store.CommitAsync(
                Table.Cohorts, cohort.Partition, [RowWrite.Upsert("counts", counts), RowWrite.Delete("e|person7@example.com")]);
        }

        var found = await BotServer.RunAsync(_folder, ["repair", "--check"]);
        var repaired = await BotServer.RunAsync(_folder, ["repair"]);
        var after = await BotServer.RunAsync(_folder, ["repair", "--check"]);

        Assert.Equal((1, 0, 0), (found.ExitCode, repaired.ExitCode, after.ExitCode));
        string[] differences = ["members 4 → 5", "ready 2 → 0", "index of addresses: 1 rows"];
        Assert.All(differences, difference => Assert.Contains($"{cohort.Partition}: {difference}", found.Output, StringComparison.Ordinal));
        Assert.Equal(found.Output.Split('\n')[..3], repaired.Output.Split('\n')[..3]);
        Assert.Equal("1 rollouts checked, 0 differences.", after.Output.Trim());
    }

    private static async Task TickAsync(BotServer bot, string rollout, string task)
    {
        var (status, body) = await bot.PostAsync(SeededRollout.TickOf(rollout, cohort: 0, member: 3, task, done: true));
        Assert.True(status == HttpStatusCode.OK && body.Contains("task.set", StringComparison.Ordinal), body);
    }

    private static async Task<IEnumerable<string>> DoneAsync(string file, string rollout)
    {
        await using var store = new TableStore(new EmbeddedTables(file));
        await store.OpenAsync();
        return await DoneAsync(store, rollout);
    }

    private static async Task<IEnumerable<string>> DoneAsync(TableStore store, string rollout)
    {
        var person = PersonId.FromObjectId(Guid.Parse(SeededRollout.ObjectId(3)));
        var cohorts = new CohortRepository(store, new PartitionWriter(store));
        var participant = await cohorts.FindParticipantAsync(new CohortKey(new RolloutId(rollout), new CohortId("c0")), person);
        return participant is null ? [] : participant.Progress.Done.Keys.Order(StringComparer.Ordinal);
    }
}
