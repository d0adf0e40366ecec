using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>A person's way through the bot, from its first start.</summary>
internal static class Walk
{
    /// <param name="settings">Of the bot.</param>
    /// <param name="pictures">The folder in <c>artifacts/screenshots</c> for the pictures.</param>
    /// <param name="output">Gets the bot's log when something goes wrong.</param>
    /// <param name="walk">What the person does.</param>
    public static async Task RunAsync(
        Dictionary<string, string> settings, string pictures, ITestOutputHelper output, Func<TeamsClient, BotProcess, Task> walk)
    {
        await using var bot = await BotProcess.StartAsync(settings);
        await using var person = await TeamsClient.OpenAsync(
            bot.ClientAddress, Tests.Repository.File("artifacts", "screenshots", pictures));
        try
        {
            await walk(person, bot);
        }
        catch
        {
            await person.WindowPictureAsync("where-it-failed");
            output.WriteLine(bot.Output);
            throw;
        }

        Assert.DoesNotContain("fail:", bot.Output, StringComparison.Ordinal);
    }
}
