using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsvHelper;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// The progress files and a person's own data say who attended which training session.
/// </summary>
public sealed partial class AttendanceInFilesTests
{
    private static readonly PersonId RobinsId = PersonId.FromObjectId(Guid.Parse(Robin.ObjectId));

    // The bot did not know her yet when she was added.
    private static readonly PersonId MariasId = PersonId.FromEmail(Maria.Email);

    [Fact]
    public async Task The_progress_files_say_who_was_at_which_session_and_both_say_the_same()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await TrainedAsync(bot);

        var files = new List<byte[]>();
        foreach (Match link in LinkPattern().Matches(Assert.Single(await bot.SayAsync(Robin, "export progress"))))
        {
            files.Add(await bot.DownloadBytesAsync(link.Value));
        }

        var csv = Csv(files[1]);
        Assert.Equal(("2", "2", "2027-03-09 10:00; 2027-03-10 14:00"), Training(csv.Single(row => row["Name"] == "Maria Lopez")));
        Assert.Equal(("1", "2", "2027-03-09 10:00"), Training(csv.Single(row => row["Name"] == "Robin Hale")));
        Assert.Equal(("0", "2", ""), Training(csv.Single(row => row["E-mail"] == Sam.Email)));
        Assert.Equal(csv.Select(row => string.Join('|', row.Values)), Excel(files[0]));
    }

    [Fact]
    public async Task My_data_says_at_which_sessions_I_was_also_of_one_that_was_cancelled()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var (rollout, second) = await TrainedAsync(bot);
        await bot.Get<TrainingSessions>().CancelAsync(rollout, new CohortId("c1"), second, RobinsId, default);

        var answer = Assert.Single(await bot.SayAsync(Maria, "my data"));
        var file = JsonNode.Parse(await bot.DownloadBytesAsync(LinkPattern().Match(answer).Value))!;

        var attended = (JsonArray)file["rollouts"]![0]!["cohorts"]!.AsArray()
            .Single(cohort => cohort!["trainingAttended"] is not null)!["trainingAttended"]!;
        Assert.Equal(2, attended.Count);
        Assert.Contains(
            attended, session => (string?)session!["start"] == "2027-03-09T10:00:00" && (string?)session["timeZone"] == "America/Denver");
        Assert.Contains(attended, session => (string?)session!["session"] == second && session["start"] is null);
    }

    private static async Task<(StoredRollout Rollout, string Second)> TrainedAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        var key = new CohortKey(rollout.Id, new CohortId("c1"));
        var sessions = new List<string>();
        foreach (
            var (start, people) in new[]
            {
                (new LocalDateTime(2027, 3, 9, 10, 0), new[] { MariasId, RobinsId }), (new LocalDateTime(2027, 3, 10, 14, 0), [MariasId])
            })
        {
            var (stored, session, _) = await bot.Get<TrainingSessions>()
                .PutAsync(rollout, key.Cohort, new TrainingSession(start, 60), RobinsId, default);
            rollout = stored!;
            sessions.Add(session!.Id);
            await bot.Get<SessionRepository>().MarkAsync(key, session.Id, people, attended: true, bot.Now);
        }

        await bot.TravelAsync("2027-02-23T00:00:00Z");
        return (rollout, sessions[1]);
    }

    private static List<IDictionary<string, string>> Csv(byte[] file)
    {
        using var csv = new CsvReader(new StreamReader(new MemoryStream(file)), CultureInfo.InvariantCulture);
        return
        [
            .. csv.GetRecords<dynamic>().Select(
                row =>
                    (IDictionary<string, string>)((IDictionary<string, object>)row)
                        .ToDictionary(cell => cell.Key, cell => (string)cell.Value))
        ];
    }

    private static List<string> Excel(byte[] file)
    {
        using var workbook = new Workbook(file);
        return [.. workbook.Rows.Skip(1).Select(row => string.Join('|', row))];
    }

    private static (string Attended, string Sessions, string On) Training(IDictionary<string, string> row) =>
        (row["Training attended"], row["Training sessions"], row["Attended on"]);

    [GeneratedRegex("/download/([0-9a-f]+)")]
    private static partial Regex LinkPattern();
}
