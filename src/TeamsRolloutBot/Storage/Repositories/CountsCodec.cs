using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Storage.Documents;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>A cohort's counts as a row, with the zones its people live in: what the planner has to know of a cohort.</summary>
internal static class CountsCodec
{
    private const int Version = 1;

    public static RowValues Write(CohortCounts counts, IEnumerable<string> zones)
    {
        var values = new RowValues(20)
        {
            { "members", counts.Members },
            { "tasks", counts.Tasks },
            { "tasksDone", counts.TasksDone },
            { "started", counts.Started },
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
            QuestionsOpen = Int("questionsOpen"),
            QuestionsAnswered = Int("questionsAnswered"),
        };
        return (counts, values.GetString("zones").Split(';', StringSplitOptions.RemoveEmptyEntries));

        int Int(string name) => (int)values.GetInt64(name);
    }
}
