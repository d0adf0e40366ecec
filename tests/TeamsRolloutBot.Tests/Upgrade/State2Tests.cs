using System.Text.Json.Nodes;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Upgrade;

/// <summary>
/// What release 2 stored (<c>state-2.jsonl</c>, after a <see cref="FullLife"/>) says the same today
/// as it did then, and work continues from there.
/// </summary>
public sealed class State2Tests
{
    [Fact]
    public async Task Status_and_deliveries_say_what_they_said()
    {
        await using var bot = await ReadAsync();
        var running = Script.Data(await FindAsync(bot, RolloutState.Running));

        var status = await bot.PressAsync(Robin, "status.show", running);
        AssertHolds(
            status, "HQ Denver: 1 of 18 tasks done", "Branch Boulder: 0 of 13 tasks done", "go-live Apr 19 · 2 people",
            "1 question is waiting for an answer", "3 messages could not be delivered");
        AssertHolds(
            await bot.PressAsync(Robin, "status.show", Script.Data(await FindAsync(bot, RolloutState.Paused))), "PAUSED",
            "0%", "1 message could not be delivered");
        AssertHolds(
            await bot.PressAsync(Robin, "deliveries.list", running),
            "15 sent · 0 on the way · 0 skipped · 0 waiting for the app · 3 not delivered", "Not delivered by an earlier release");
        AssertHolds(
            await bot.PressAsync(Robin, "deliveries.people", new JsonObject { ["rollout"] = (string?)running["rollout"], ["reason"] = 0 }),
            "the person has removed or blocked the", "has not met this person yet");
    }

    [Fact]
    public async Task Checklist_questions_sessions_and_attendance_say_what_they_said()
    {
        await using var bot = await ReadAsync();
        var rollout = await FindAsync(bot, RolloutState.Running);
        var data = Script.Data(rollout);

        AssertHolds(await bot.PressAsync(Maria, "checklist.show", data), "1 of 6 done", "Done on Mar 22");
        var questions = Script.Data(rollout);
        questions["page"] = 0;
        AssertHolds(
            await bot.PressAsync(Sam, "question.list", questions), "Who approves invoices?", "Where are the lien waivers?",
            "Under Compliance.");
        AssertHolds(await bot.PressAsync(Sam, "session.list", data), "Tue, Mar 9, 10:00", "Wed, Mar 10, 14:00");
        var session = TeamsRolloutBot.Domain.Training.TrainingPlan.Sessions(rollout.Definition.FindCohort(FullLife.Headquarters)!)[0];
        AssertHolds(
            await bot.PressAsync(Sam, "session.people", data.With("session", session.Id)), "**1 of 3 members were there**", "Nils New",
            "Robin Hale", "Maria Lopez");
    }

    [Fact]
    public async Task History_says_what_it_said_with_what_was_not_yet_in_it()
    {
        await using var bot = await ReadAsync();

        var history = await bot.PressAsync(Robin, "history.show", Script.Data(await FindAsync(bot, RolloutState.Running)));

        AssertInOrder(
            history,
            "moved Branch Boulder", "added Nils New", "HQ Denver", "exported", "erased somebody’s data",
            "answered a question · Maria Lopez", "HQ Denver", "planned training sessions",
            "planned training sessions", "moved Branch Boulder", "added a forgotten person, Lena Late", "Branch Boulder",
            "added a cohort", "Branch Boulder", "launched the rollout", "defined the rollout");
    }

    [Fact]
    public async Task Progress_files_and_my_data_say_what_they_said()
    {
        await using var bot = await ReadAsync();
        await bot.PressAsync(Robin, "report.progress", Script.Data(await FindAsync(bot, RolloutState.Running)));

        var progress = await bot.DownloadAsync(Links(bot.Teams.To(Robin)[^1].Text)[1]);
        AssertHolds(
            progress,
            Quoted("HQ Denver,Maria Lopez,maria@contoso.example.com,member,Accountant,internal,1,6,no,1,1,no,,0,1,2,2027-03-09 10:00"),
            Quoted("HQ Denver,Robin Hale,robin@contoso.example.com,member,Project Manager,internal,0,7,no,1,0,,,1,0,2,"),
            Quoted("Branch Boulder,A forgotten person,,member,Project Manager,internal,0,7,no,0,0,,,1,0,0,"));
        var mine = JsonNode.Parse(await bot.DownloadAsync(Assert.Single(Links(Assert.Single(await bot.SayAsync(Maria, "my data"))))))!;
        Assert.Equal(["closed", "paused", "running"], mine["rollouts"]!.AsArray().Select(rollout => (string)rollout!["state"]!).Order());
        var cohort = mine["rollouts"]!.AsArray().Single(rollout => (string)rollout!["state"]! == "running")!["cohorts"]![0]!;
        Assert.Equal("2027-03-22T16:00:00Z", (string?)cohort["tasksDone"]!["account"]);
        Assert.Equal("No access", (string?)cohort["whatStoppedThem"]![0]!["text"]);
        Assert.Equal("2027-03-09T10:00:00", (string?)cohort["trainingAttended"]![0]!["start"]);
        Assert.Equal(6, cohort["contacts"]!.AsArray().Count);
        Assert.Contains("Who approves invoices?", mine.ToJsonString(), StringComparison.Ordinal);
    }

    private static string Quoted(string row) => $"\"{row.Replace(",", "\",\"", StringComparison.Ordinal)}\"";

    [Fact]
    public async Task What_is_counted_agrees_with_what_is_there()
    {
        await using var bot = await ReadAsync();
        var differences = new List<string>();

        await bot.Get<Repair>().RunAsync(onlyLook: true, differences.Add, CancellationToken.None);

        // What this release counts in addition is computed at startup; there are no other
        // differences.
        Assert.All(differences, difference => Assert.Matches(": (reached|checkIns)  → ", difference));
        Assert.True(await bot.Get<TeamsRolloutBot.Operations.Upgrade>().RunAsync(CancellationToken.None));
        Assert.Equal((4, 0), await bot.Get<Repair>().RunAsync(onlyLook: true, differences.Add, CancellationToken.None));
        Assert.False(await bot.Get<TeamsRolloutBot.Operations.Upgrade>().RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_was_under_way_is_finished()
    {
        await using var bot = await ReadAsync();
        var files = await RowsAsync(bot, Table.Files);
        Assert.NotEmpty(files);
        AssertHolds(
            Assert.Single(await bot.SayAsync(Robin, "continue")), "STEP 8 OF 11", "Mountain region", "1 row needs another look",
            "Bob, not an address");
        AssertHolds(
            await bot.PressAsync(Robin, "rollout.resume", Script.Data(await FindAsync(bot, RolloutState.Paused))), "is running again");
        var before = bot.Teams.To(Maria).Count;
        await bot.TravelAsync("2027-03-29T16:00:00Z");
        Assert.True(bot.Teams.To(Maria).Count > before);

        // The erasure's second pass, and the file that nobody fetched.
        Assert.Equal(0, await bot.Get<Forgetting>().ResumeAsync(CancellationToken.None));
        await bot.Get<FileRepository>().SweepAsync(bot.Now + Duration.FromHours(1));
        Assert.DoesNotContain("forgetting", (await RowsAsync(bot, Table.Settings)).Select(row => row.Partition));
        Assert.Empty(await RowsAsync(bot, Table.Files));
        await bot.Get<AddressResolver>().RunAsync(CancellationToken.None);
    }

    private static async Task<BotUnderTest> ReadAsync()
    {
        var bot = await BotUnderTest.StartAsync("2027-03-22T16:05:00Z");
        await StateFile.ReadAsync(UpgradeTests.Fixture("state-2.jsonl"), bot.Get<TableStore>());
        return bot;
    }

    private static async Task<StoredRollout> FindAsync(BotUnderTest bot, RolloutState state) =>
        (await Script.AllAsync(bot)).Single(rollout => rollout.Rollout.State == state);

    private static async Task<List<(string Partition, string Row)>> RowsAsync(BotUnderTest bot, Table table)
    {
        var rows = new List<(string, string)>();
        await foreach (var partition in bot.Get<TableStore>().ListPartitionsAsync(table))
        {
            await foreach (var row in bot.Get<TableStore>().QueryAsync(table, partition, RowRange.All))
            {
                rows.Add((partition, row.Key));
            }
        }

        return rows;
    }

    private static IReadOnlyList<string> Links(string text) =>
        [.. text.Split('\n').Where(line => line.Contains("/download/", StringComparison.Ordinal))];

    private static void AssertHolds(string text, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));

    private static void AssertInOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{part}” is not in its place.");
            at = found + part.Length;
        }
    }
}
