using System.Diagnostics;
using System.Net;
using TeamsRolloutBot.Benchmarks.Product;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.IntegrationTests.Product;

/// <summary>
/// The bot on a small file system of its own that fills up or can't be written to.
/// </summary>
public sealed class DiskTests : IDisposable
{
    private const string Saved = "task.set";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-disk-").FullName;

    public void Dispose()
    {
        SmallDiskFactAttribute.Run("umount", "-l", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_said_costs_nothing_that_was_acknowledged_and_heals_when_there_is_room()
    {
        Assert.Equal(0, SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder));
        var rollout = await SeededRollout.WriteAsync(BotServer.DataFile(_folder), cohorts: 1, membersInCohort: 200);
        var acknowledged = new Dictionary<int, bool>();
        var refusals = 0;
        using (var bot = await BotServer.StartAsync(_folder))
        {
            for (var member = 0; member < 200; member++)
            {
                if (member == 50)
                {
                    Fill();
                }

                if (member == 150)
                {
                    File.Delete(Path.Combine(_folder, "filler"));
                }

                var (status, body) = await bot.PostAsync(SeededRollout.TickOf(rollout, 0, member, "account", done: true));
                Assert.Equal(HttpStatusCode.OK, status);
                acknowledged[member] = body.Contains(Saved, StringComparison.Ordinal);
                refusals += body.Contains("That could not be saved", StringComparison.Ordinal) ? 1 : 0;
            }

            await bot.KillAsync();
        }

        Assert.All(Enumerable.Range(0, 50).Concat(Enumerable.Range(150, 50)), member => Assert.True(acknowledged[member]));
        Assert.InRange(refusals, 50, 100);
        Assert.Equal(refusals, acknowledged.Values.Count(isAcknowledged => !isAcknowledged));
        EmbeddedSchema.Verify(BotServer.DataFile(_folder));
        Assert.Equal(acknowledged, await TickedAsync(rollout));
    }

    [SmallDiskFact]
    public async Task A_disk_that_can_not_be_written_stops_the_start_with_advice_and_harms_nothing()
    {
        Assert.Equal(0, SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", _folder));
        var rollout = await SeededRollout.WriteAsync(BotServer.DataFile(_folder), cohorts: 1, membersInCohort: 1);
        Assert.Equal(0, SmallDiskFactAttribute.Run("mount", "-o", "remount,ro", _folder));

        var start = await BotServer.RunAsync(
            _folder, ["--Urls=http://127.0.0.1:0", "--Playground:Launch=false"], ("ASPNETCORE_ENVIRONMENT", "Development"));

        Assert.NotEqual(0, start.ExitCode);
        Assert.Contains("Storage:Path", start.Errors, StringComparison.Ordinal);
        Assert.Equal(0, SmallDiskFactAttribute.Run("mount", "-o", "remount,rw", _folder));
        using var bot = await BotServer.StartAsync(_folder);
        var (_, body) = await bot.PostAsync(SeededRollout.TickOf(rollout, 0, 0, "account", done: true));
        Assert.Contains(Saved, body, StringComparison.Ordinal);
    }

    // To the last byte: space that the log already occupies can still be written to.
    private void Fill()
    {
        using var filler = File.Create(Path.Combine(_folder, "filler"));
        try
        {
            for (var block = new byte[4096]; ;)
            {
                filler.Write(block);
                filler.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
        }
    }

    private async Task<Dictionary<int, bool>> TickedAsync(string rollout)
    {
        await using var store = new TableStore(new EmbeddedTables(BotServer.DataFile(_folder)));
        await store.OpenAsync();
        var cohorts = new CohortRepository(store, new PartitionWriter(store));
        var ticked = new Dictionary<int, bool>();
        for (var member = 0; member < 200; member++)
        {
            var id = PersonId.FromObjectId(Guid.Parse(SeededRollout.ObjectId(member)));
            var participant = await cohorts.FindParticipantAsync(new CohortKey(new RolloutId(rollout), new CohortId("c0")), id);
            ticked[member] = participant!.Progress.Done.ContainsKey("account");
        }

        return ticked;
    }
}

/// <summary>
/// A fact that needs its own file system, which may require superuser rights. Nothing is skipped if
/// <c>CI=true</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        var inCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        Skip = inCi || CanMount
            ? null
            : "Mounting a small file system needs Linux and the superuser; the adapter's own tests of a full disk run everywhere.";
    }

    private static bool CanMount { get; } = Probe();

    internal static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("rollout-mount-").FullName;
        var canMount = Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder) == 0;
        if (canMount)
        {
            Run("umount", folder);
        }

        Directory.Delete(folder);
        return canMount;
    }
}
