using System.Text.Json.Nodes;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>The ways to a training session: Sam leads the cohort and plans it; Maria and Robin are its members.</summary>
internal static class TrainingScript
{
    /// <summary>Launched, and everybody is known to take part.</summary>
    public static async Task<StoredRollout> LaunchAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-01T17:30:00Z");
        return rollout;
    }

    /// <summary>The form of a session of 90 minutes.</summary>
    public static JsonObject Session(StoredRollout rollout, string date, string time) =>
        Script.Data(rollout).With("date", date).With("time", time).With("minutes", "90");
}
