using System.Text.RegularExpressions;
using TeamsRolloutBot.Tests;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>A row of the README's table of calls to Graph.</summary>
internal sealed record TableRow(string Call, string Permission, string Level);

/// <summary>The README's table of calls to Graph: every stub of these tests refuses a call that it lacks.</summary>
internal static partial class TableOfCalls
{
    public static string Readme { get; } = File.ReadAllText(Repository.File("README.md"));

    public static IReadOnlyList<TableRow> Rows { get; } =
    [
        .. Row().Matches(Readme.Split("### Every call to Microsoft Graph", 2)[1].Split("\n## ", 2)[0])
            .Select(match => new TableRow(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)),
    ];

    [GeneratedRegex(@"^\| `((?:GET|POST|PATCH|DELETE) [^`]+)` \| [^|]+ \| `([A-Za-z.]+)` \| (\w+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
