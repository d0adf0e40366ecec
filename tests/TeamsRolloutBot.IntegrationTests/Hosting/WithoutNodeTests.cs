using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.IntegrationTests.Hosting;

/// <summary>Startup on a machine that has only the .NET SDK.</summary>
public sealed class WithoutNodeTests
{
    [Fact]
    public async Task Without_Node_the_bot_starts_all_the_same_and_says_how_to_connect_a_client()
    {
        var folder = Directory.CreateTempSubdirectory("rollout-node-");
        await using (var bot = await BotProcess.StartAsync(folder.FullName, new Dictionary<string, string>
        {
            ["Storage__Path"] = Path.Combine(folder.FullName, "rollouts.db"),
            ["Playground__Launch"] = "true",
            ["PATH"] = FolderOf("dotnet"),
        }))
        {
            var said = await bot.UntilItSaysAsync("Node.js is not installed");

            Assert.Contains($"The bot listens at {bot.Address}/api/messages", said, StringComparison.Ordinal);
            Assert.Contains("install Node.js 20 or newer", said, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    // The real folder of the program: next to a link to it, there may be one to Node.
    private static string FolderOf(string program)
    {
        var found = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program))
            .First(File.Exists);
        return Path.GetDirectoryName(File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found)!;
    }
}
