using System.Text.RegularExpressions;
using TeamsRolloutBot.Tests;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>A row of the table of calls to Graph in docs/permissions.md.</summary>
internal sealed record TableRow(string Call, string Permission, string Level);

/// <summary>
/// The table of calls to Graph: every stub in these tests rejects a call that is not in it.
/// </summary>
internal static partial class TableOfCalls
{
    public static string Page { get; } = File.ReadAllText(Repository.File("docs", "permissions.md"));

    public static IReadOnlyList<TableRow> Rows { get; } =
    [
        .. Row().Matches(Page.Split("## Every call to Microsoft Graph", 2)[1].Split("\n## ", 2)[0])
            .Select(match => new TableRow(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)),
    ];

    [GeneratedRegex(@"^\| `((?:GET|POST|PATCH|DELETE) [^`]+)` \| [^|]+ \| `([A-Za-z.]+)` \| (\w+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
