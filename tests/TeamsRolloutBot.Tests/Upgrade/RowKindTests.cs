using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Upgrade;

/// <summary>
/// Every kind of row that the code writes is in the stored state of a release, so that the next
/// release is known to read it. New code that writes rows fails here until it declares the kind
/// that it writes; a new kind fails until a state contains it.
/// </summary>
public sealed partial class RowKindTests
{
    private static readonly Kind[] Kinds =
    [
        new(Table.Rollouts, "", "head"),
        new(Table.Rollouts, "", "definition"),
        new(Table.Rollouts, "", "rows|"),
        new(Table.Rollouts, "", "typed|"),
        new(Table.Rollouts, "", "log|"),
        new(Table.Rollouts, "", "sub|"),
        new(Table.Rollouts, "", "subs"),
        new(Table.Cohorts, "", "p|"),
        new(Table.Cohorts, "", "d|"),
        new(Table.Cohorts, "", "n|"),
        new(Table.Cohorts, "", "x|d|"),
        new(Table.Cohorts, "", "x|n|"),
        new(Table.Cohorts, "", "q|"),
        new(Table.Cohorts, "", "t|o|"),
        new(Table.Cohorts, "", "t|r|"),
        new(Table.Cohorts, "", "a|"),
        new(Table.Cohorts, "", "e|"),
        new(Table.Cohorts, "", "log|"),
        new(Table.Cohorts, "", "u"),
        new(Table.Cohorts, "", "u|"),
        new(Table.Cohorts, "", "counts"),
        new(Table.Cohorts, "", "enrolled"),
        new(Table.Cohorts, "", "se|"),
        new(Table.Cohorts, "", "sa|"),
        new(Table.Cohorts, "", "si|"),
        new(Table.Cohorts, "", "attendance"),
        new(Table.Cohorts, "", "burst|"),
        new(Table.Users, "", "ref"),
        new(Table.Users, "", "dialog"),
        new(Table.Users, "", "dialog|"),
        new(Table.Users, "", "greeted"),
        new(Table.Users, "", "in|"),
        new(Table.Users, "", "turn"),
        new(Table.Due, "0", "f|"),
        new(Table.Due, "0", "w|"),
        new(Table.Due, "files", AnyKey),
        new(Table.Due, "closed", AnyKey),
        new(Table.Audit, "", AnyKey),
        new(Table.Audit, "tenant|", AnyKey),
        new(Table.Settings, "people|", AnyKey),
        new(Table.Settings, "people|", "w|"),
        new(Table.Settings, "people|", "w"),
        new(Table.Settings, "rollouts|", AnyKey),
        new(Table.Settings, "playbooks|", AnyKey),
        new(Table.Settings, "forgetting", AnyKey),
        new(Table.Settings, "lookups", AnyKey),
        new(Table.Settings, "joining", AnyKey),
        new(Table.Settings, "turns", AnyKey),
        new(Table.Settings, "instances", AnyKey),
        new(Table.Settings, "release", AnyKey),
        new(Table.Settings, "development", "clock"),
        new(Table.Files, "", "head"),
        new(Table.Files, "", "part|"),
    ];

    // How many calls in a file may write a row that did not exist. What they write is among the
    // kinds above.
    private static readonly Dictionary<string, int> Writers = new(StringComparer.Ordinal)
    {
        ["TeamsRolloutBot.Storage/Batching/StagedRow.cs"] = 1,
        ["TeamsRolloutBot/Delivery/Planning/DueIndex.cs"] = 2,
        ["TeamsRolloutBot/Delivery/Planning/TimeTravel.cs"] = 1,
        ["TeamsRolloutBot/Operations/Retention.cs"] = 1,
        ["TeamsRolloutBot/Operations/Upgrade.cs"] = 1,
        ["TeamsRolloutBot/Pacing/Instances.cs"] = 1,
        ["TeamsRolloutBot/State/Audit/AuditRepository.cs"] = 4,
        ["TeamsRolloutBot/State/Cohorts/AttendanceLists.cs"] = 3,
        ["TeamsRolloutBot/State/Cohorts/CohortRepository.cs"] = 1,
        ["TeamsRolloutBot/State/Cohorts/CohortWork.cs"] = 11,
        ["TeamsRolloutBot/State/Cohorts/SessionRepository.cs"] = 1,
        ["TeamsRolloutBot/State/Coordination/BurstRepository.cs"] = 1,
        ["TeamsRolloutBot/State/Coordination/ExclusiveTurns.cs"] = 1,
        ["TeamsRolloutBot/State/Coordination/ForgetJobs.cs"] = 1,
        ["TeamsRolloutBot/State/Coordination/ResolutionJobs.cs"] = 1,
        ["TeamsRolloutBot/State/Coordination/PeopleJobs.cs"] = 2,
        ["TeamsRolloutBot/State/Coordination/RemovedCohorts.cs"] = 1,
        ["TeamsRolloutBot/State/Files/FileRepository.cs"] = 3,
        ["TeamsRolloutBot/State/Files/ReturnedLists.cs"] = 1,
        ["TeamsRolloutBot/State/Maintenance/CohortRepair.cs"] = 3,
        ["TeamsRolloutBot/State/Maintenance/StoreCopy.cs"] = 1,
        ["TeamsRolloutBot/State/People/KnownPeopleRepository.cs"] = 4,
        ["TeamsRolloutBot/State/People/UserRepository.cs"] = 6,
        ["TeamsRolloutBot/State/Rollouts/RolloutRepository.cs"] = 3,
        ["TeamsRolloutBot/State/Rollouts/SavedPlaybooks.cs"] = 1,
        ["TeamsRolloutBot/State/Rollouts/SubcontractorRepository.cs"] = 2,
    };

    private const string AnyKey = "";

    [Fact]
    public void Every_place_that_writes_rows_is_known()
    {
        var root = Repository.File("src");
        var found = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(
                file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Count: WritePattern().Count(File.ReadAllText(file))))
            .Where(
                file =>
                    file.Count > 0
                        && !file.Name.Contains("/obj/", StringComparison.Ordinal)
                        && !file.Name.Contains("/bin/", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => file.Count);

        Assert.Equal(
            Writers.OrderBy(writer => writer.Key, StringComparer.Ordinal), found.OrderBy(writer => writer.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_row_is_in_the_state_of_a_release_and_nothing_else_is()
    {
        var rows = Directory.EnumerateFiles(UpgradeTests.Fixture(string.Empty), "state-*.jsonl").SelectMany(File.ReadLines)
            .Select(line => JsonNode.Parse(line)!)
            .Select(row =>
                (Table: Enum.Parse<Table>((string)row["table"]!), Partition: (string)row["partition"]!, Key: (string)row["row"]!)
            )
            .ToList();

        var kinds = rows.Select(row =>
                Kinds.Where(kind => kind.Holds(row.Table, row.Partition, row.Key)).MaxBy(kind => kind.Partition.Length + kind.Row.Length)
            )
            .ToList();

        Assert.Empty(rows.Where((_, index) => kinds[index] is null));
        Assert.Empty(Kinds.Except(kinds.OfType<Kind>()));
    }

    [GeneratedRegex(@"\.(?:Insert|Upsert)\((?!0)|RowWrite\.Of\(")]
    private static partial Regex WritePattern();

    // A row whose key is empty or ends with a bar stands for all keys with that prefix.
    private sealed record Kind(Table Table, string Partition, string Row)
    {
        public bool Holds(Table table, string partition, string row) =>
            table == Table && partition.StartsWith(Partition, StringComparison.Ordinal)
            && (Row.Length == 0 || Row.EndsWith('|') ? row.StartsWith(Row, StringComparison.Ordinal) : row == Row);
    }
}
