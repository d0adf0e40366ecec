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
    public Task Is_defined_launched_lived_through_and_closed() => LiveThroughAsync([], Pictures);

    [EndToEndFact]
    [Trait("Category", "Machine")]
    public async Task Takes_little_memory_over_a_whole_rollout() => Assert.InRange(await LiveThroughAsync([], Pictures), 1, 190);

    [EndToEndFact]
    public async Task Is_lived_through_on_azure_tables()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await LiveThroughAsync(BotProcess.OnAzureTables(azurite.ConnectionString), Path.Combine(Pictures, "azure-tables"));
    }

    /// <returns>The resident memory at the end, in MB.</returns>
    private async Task<long> LiveThroughAsync(Dictionary<string, string> settings, string pictures)
    {
        await using var bot = await BotProcess.StartAsync(settings);
        await using var person = await TeamsClient.OpenAsync(bot.ClientAddress, pictures);
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
        Assert.Equal(settings.Count == 0, bot.HasDataFile);
        var resident = ProcessMemory.ResidentMegabytes(bot.Id);
        output.WriteLine($"Resident after the run: {resident} MB");
        return resident;
    }
}
