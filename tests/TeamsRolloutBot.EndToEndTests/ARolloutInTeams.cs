using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Tests;
using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// The main job, as a person does it: in a browser, at the local client, with cards and typed text,
/// and with a restart in the middle.
/// </summary>
public sealed class ARolloutInTeams(ITestOutputHelper output)
{
    private static readonly string Pictures = Repository.File("artifacts", "screenshots");

    [EndToEndFact]
    public Task Is_defined_launched_lived_through_and_closed() => LiveThroughAsync();

    [EndToEndFact]
    [Trait("Category", "Machine")]
    public async Task Takes_little_memory_over_a_whole_rollout() => Assert.InRange(await LiveThroughAsync(), 1, 190);

    /// <summary>
    /// The same product on Azure Table Storage, up to a tick that is there after a restart.
    /// </summary>
    [EndToEndFact]
    public async Task Is_defined_launched_and_kept_on_azure_tables()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var bot = await BotProcess.StartAsync(new Dictionary<string, string>
        {
            ["Storage__Kind"] = "AzureTables",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
        });
        await using var person = await TeamsClient.OpenAsync(bot.ClientAddress, Path.Combine(Pictures, "azure-tables"));
        try
        {
            await DefiningARollout.DefineAsync(person);
            await bot.RestartAsync();
            await person.GoToAsync(bot.ClientAddress);
            await DefiningARollout.FinishDefinitionAsync(person);
            await LivingThroughARollout.GetReadyAsync(person, bot);
            await LivingThroughARollout.CloseAsync(person);
            await person.SayAsync("history Procore Pay, Mountain region");
            await person.SeesAsync("Who did what, the newest first");
            await person.PictureAsync("history");
        }
        catch
        {
            await person.WindowPictureAsync("where-it-failed");
            output.WriteLine(bot.Output);
            throw;
        }

        Assert.DoesNotContain("fail:", bot.Output, StringComparison.Ordinal);
        Assert.False(bot.HasDataFile, "On Azure Tables nothing is kept in a file.");
    }

    /// <returns>The resident memory at the end, in MB.</returns>
    private async Task<long> LiveThroughAsync()
    {
        await using var bot = await BotProcess.StartAsync();
        await using var person = await TeamsClient.OpenAsync(bot.ClientAddress, Pictures);
        try
        {
            await DefiningARollout.WelcomeAsync(person);
            await DefiningARollout.DefineAsync(person);
            await bot.RestartAsync();
            await person.GoToAsync(bot.ClientAddress);
            await DefiningARollout.FinishDefinitionAsync(person);
            await LivingThroughARollout.GetReadyAsync(person, bot);
            await LivingThroughARollout.PlanTrainingAsync(person);
            await LivingThroughARollout.ChangeAsync(person);
            await LivingThroughARollout.TrainAndUseAsync(person);
            await LivingThroughARollout.HandOutAsync(person);
            await LivingThroughARollout.CloseAsync(person);
            await person.SayAsync("history Procore Pay, Mountain region");
            await person.SeesAsync("Who did what, the newest first");
            await person.PictureAsync("history");
        }
        catch
        {
            await person.WindowPictureAsync("where-it-failed");
            output.WriteLine(bot.Output);
            throw;
        }

        Assert.DoesNotContain("fail:", bot.Output, StringComparison.Ordinal);
        var resident = ProcessMemory.ResidentMegabytes(bot.Id);
        output.WriteLine($"Resident after the run: {resident} MB");
        return resident;
    }
}
