using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>A person's way through the bot, from the first start.</summary>
internal static class Walk
{
    /// <param name="settings">The bot's settings.</param>
    /// <param name="pictures">The folder for the pictures in <c>artifacts/screenshots</c>.</param>
    /// <param name="output">Receives the bot's log if something goes wrong.</param>
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
