using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.IntegrationTests.Hosting;

/// <summary>
/// What a bot does not use costs nothing: the Graph SDK alone takes 10 MB once one of its types is
/// named in the wrong place, and watching the settings folder would report every write to a data
/// file in it.
/// </summary>
public sealed class UnusedPartsTests
{
    [Fact]
    public async Task Without_settings_for_Graph_and_Azure_their_libraries_are_not_loaded_and_no_folder_is_watched()
    {
        var folder = Directory.CreateTempSubdirectory("rollout-libraries-");
        await using (
            var bot = await BotProcess.StartAsync(
                folder.FullName, new Dictionary<string, string> { ["Storage__Path"] = Path.Combine(folder.FullName, "rollouts.db") }))
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync($"{bot.Address}/health/ready");

            var loaded = bot.LoadedFiles;

            Assert.Contains("TeamsRolloutBot.dll", loaded);
            Assert.False(bot.WatchesFolders);
            Assert.Empty(
                loaded.Intersect(["Microsoft.Graph.dll", "Azure.Data.Tables.dll", "Azure.Storage.Queues.dll", "Azure.Identity.dll"]));
        }

        folder.Delete(recursive: true);
    }
}
