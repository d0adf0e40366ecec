using System.Text.Json.Nodes;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// How to get to a training session: Sam leads the cohort and plans it; Maria and Robin are
/// members.
/// </summary>
internal static class TrainingScript
{
    /// <summary>Launches the rollout, with everybody enrolled.</summary>
    public static async Task<StoredRollout> LaunchAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-01T17:30:00Z");
        return rollout;
    }

    /// <summary>Sam plans the first session, of 90 minutes.</summary>
    public static async Task<TrainingSession> PlanAsync(BotUnderTest bot, StoredRollout rollout, string date, string time)
    {
        await bot.PressAsync(Sam, "session.save", Session(rollout, date, time));
        return await PlannedAsync(bot);
    }

    public static Task<string> MoveAsync(BotUnderTest bot, StoredRollout rollout, TrainingSession session, string date, string time) =>
        bot.PressAsync(Sam, "session.save", Session(rollout, date, time).With("session", session.Id));

    /// <summary>The first session that is planned.</summary>
    public static async Task<TrainingSession> PlannedAsync(BotUnderTest bot) =>
        TrainingPlan.Sessions((await Script.DraftAsync(bot)).Definition.Cohorts[0])[0];

    /// <summary>The form of a session of 90 minutes.</summary>
    public static JsonObject Session(StoredRollout rollout, string date, string time) =>
        Script.Data(rollout).With("date", date).With("time", time).With("minutes", "90");
}
