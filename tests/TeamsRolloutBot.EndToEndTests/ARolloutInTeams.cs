using TeamsRolloutBot.Benchmarks.Harness;
using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// The main job as a person does it: in a browser, with the local client, cards and typed text, and
/// with a restart in the middle.
/// </summary>
public sealed class ARolloutInTeams(ITestOutputHelper output)
{
    [EndToEndFact]
    public async Task Is_defined_launched_lived_through_and_closed_on_azure_tables()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await LiveThroughAsync(BotProcess.OnAzureTables(azurite.ConnectionString), "azure-tables");
    }

    [EndToEndFact]
    [Trait("Category", "Machine")]
    public async Task Takes_little_memory_on_the_embedded_store() => Assert.InRange(await LiveThroughAsync([], "."), 1, 190);

    /// <returns>The resident memory at the end, in MB.</returns>
    private async Task<long> LiveThroughAsync(Dictionary<string, string> settings, string pictures)
    {
        long resident = 0;
        await Walk.RunAsync(settings, pictures, output, async (person, bot) =>
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
            await person.SeesAsync("Who did what, newest first");
            await person.PictureAsync("history");

            Assert.Equal(settings.Count == 0, bot.HasDataFile);
            resident = ProcessMemory.ResidentMegabytes(bot.Id);
        });
        output.WriteLine($"Resident after the run: {resident} MB");
        return resident;
    }
}
