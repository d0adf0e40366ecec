using System.Globalization;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Maps a cohort's counts to a row, along with the time zones of its people, which the planner
/// needs.
/// </summary>
internal static class CountsCodec
{
    // 2: adds obstacles.
    private const int Version = 2;

    public static RowValues Write(CohortCounts counts, IEnumerable<string> zones)
    {
        var values = new RowValues(23)
        {
            { "members", counts.Members },
            { "tasks", counts.Tasks },
            { "tasksDone", counts.TasksDone },
            { "started", counts.Started },
            { "reached", counts.Reached },
            { "ready", counts.Ready },
            { "managerTasks", counts.ManagerTasks },
            { "managerTasksDone", counts.ManagerTasksDone },
            { "queued", counts.Queued },
            { "sent", counts.Sent },
            { "skipped", counts.Skipped },
            { "failed", counts.Failed },
            { "checkedIn", counts.CheckedIn },
            { "usageYes", counts.UsageYes },
            { "usagePartly", counts.UsagePartly },
            { "usageNo", counts.UsageNo },
            { "atRisk", counts.AtRisk },
            { "checkIns", counts.CheckIns is { } checkIns ? Write(checkIns) : null },
            { "obstacles", counts.Obstacles.Counts.Count == 0 ? null : Write(counts.Obstacles) },
            { "questionsOpen", counts.QuestionsOpen },
            { "questionsAnswered", counts.QuestionsAnswered },
            { "zones", string.Join(';', zones) },
        };
        return SchemaVersion.Stamp(values, Version);
    }

    public static (CohortCounts Counts, IReadOnlyList<string> Zones) Read(RowValues? values)
    {
        if (values is null)
        {
            return (CohortCounts.Zero, []);
        }

        SchemaVersion.Check(values, Version);
        var counts = new CohortCounts
        {
            Members = Int("members"),
            Tasks = Int("tasks"),
            TasksDone = Int("tasksDone"),
            Started = Int("started"),
            Reached = values.TryGetInt64("reached", out var reached) ? (int)reached : null,
            Ready = Int("ready"),
            ManagerTasks = Int("managerTasks"),
            ManagerTasksDone = Int("managerTasksDone"),
            Queued = Int("queued"),
            Sent = Int("sent"),
            Skipped = Int("skipped"),
            Failed = Int("failed"),
            CheckedIn = Int("checkedIn"),
            UsageYes = Int("usageYes"),
            UsagePartly = Int("usagePartly"),
            UsageNo = Int("usageNo"),
            AtRisk = Int("atRisk"),
            CheckIns = values.TryGetString("checkIns", out var checkIns) ? ReadCheckIns(checkIns) : null,
            Obstacles = values.TryGetString("obstacles", out var obstacles) ? ReadObstacles(obstacles) : ObstacleTally.Empty,
            QuestionsOpen = Int("questionsOpen"),
            QuestionsAnswered = Int("questionsAnswered"),
        };
        return (counts, values.GetString("zones").Split(';', StringSplitOptions.RemoveEmptyEntries));

        int Int(string name) => (int)values.GetInt64(name);
    }

    // 1=45,30,5,2;2=45,20,3,1: sent, yes, partly, no.
    private static string Write(CheckInTally checkIns) => string.Join(';', checkIns.Counts.Select(count => string.Create(
        CultureInfo.InvariantCulture, $"{count.Key}={count.Value.Sent},{count.Value.Yes},{count.Value.Partly},{count.Value.No}")));

    // 1=123,1428;3=2,2: people, messages.
    private static string Write(ObstacleTally obstacles) => string.Join(';', obstacles.Counts.Select(count => string.Create(
        CultureInfo.InvariantCulture, $"{(int)count.Key}={count.Value.People},{count.Value.Messages}")));

    private static ObstacleTally ReadObstacles(string text) => new(text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(entry =>
    {
        int[] numbers = [.. entry.Split('=', ',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return KeyValuePair.Create((Obstacle)numbers[0], new ObstacleCount(numbers[1], numbers[2]));
    }));

    private static CheckInTally ReadCheckIns(string text) => new(text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(entry =>
    {
        int[] numbers = [.. entry.Split('=', ',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return KeyValuePair.Create(numbers[0], new CheckInCount(numbers[1], numbers[2], numbers[3], numbers[4]));
    }));
}
