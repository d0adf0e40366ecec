using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Tests.Infrastructure;

namespace TeamsRolloutBot.Tests.Supply;

/// <summary>
/// What the product consists of: every package with its licence, and a bill of materials of what is
/// shipped.
/// </summary>
public sealed partial class SupplyTests
{
    // Permissive ones, which require a notice and nothing else.
    private static readonly HashSet<string> Permitted = new(StringComparer.Ordinal)
    {
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL OR Apache-2.0"
    };

    [Fact]
    public void Every_package_has_a_licence_that_is_permitted() =>
        Assert.Empty(RestoredPackages.Shipped().Concat(RestoredPackages.OnlyForTests())
            .Where(package => package.Licence is null || !Permitted.Contains(package.Licence))
            .Select(package => $"{package.Id} {package.Version}: {package.Licence ?? "no licence that could be recognised"}"));

    [Fact]
    public async Task The_notices_list_every_package_as_it_says_of_itself()
    {
        // If only one test project was restored, nothing is known about what the others use.
        if (RestoredPackages.AreAllRestored)
        {
            await Snapshot.AssertAsync(RestoredPackages.Notices(), "THIRD-PARTY-NOTICES.md");
        }
        else
        {
            Assert.Subset(File.ReadLines(Repository.File("THIRD-PARTY-NOTICES.md")).ToHashSet(), RestoredPackages.Rows().ToHashSet());
        }
    }

    [Fact]
    public void The_notices_list_what_the_lock_files_name()
    {
        var locked = Directory.EnumerateFiles(Repository.File("tests"), "packages.lock.json", SearchOption.AllDirectories)
            .Append(Repository.File("src", "TeamsRolloutBot", "packages.lock.json"))
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject())
            .SelectMany(framework => framework.Value!.AsObject())
            .Where(package => (string?)package.Value!["type"] != "Project")
            .Select(package => $"{package.Key} {package.Value!["resolved"]}".ToLowerInvariant());
        var listed = File.ReadLines(Repository.File("THIRD-PARTY-NOTICES.md")).Select(line => NoticeRow().Match(line))
            .Where(row => row.Success).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}".ToLowerInvariant());

        Assert.Equal(locked.Distinct().Order(StringComparer.Ordinal), listed.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Actions_of_the_workflows_are_named_by_digest_with_their_version()
    {
        var used = Directory.EnumerateFiles(Repository.File(".github", "workflows"))
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("uses: ", StringComparison.Ordinal) && !line.Contains("uses: ./", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(used);
        Assert.All(used, line => Assert.Matches("uses: [a-z-]+(/[a-z-]+)+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+$", line));
    }

    [Fact]
    public async Task The_bill_of_materials_holds_exactly_what_is_shipped_with_hashes_addresses_and_licences()
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bom-");
        try
        {
            var file = Path.Combine(folder.FullName, "bom.json");
            using var process = Process.Start(
                new ProcessStartInfo("bash", [Repository.File(".ci", "bill-of-materials"), file])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await output + await errors);

            var bom = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            Assert.Equal("CycloneDX", (string?)bom["bomFormat"]);
            Assert.Equal("1.6", (string?)bom["specVersion"]);
            Assert.Matches("^urn:uuid:[0-9a-f-]{36}$", (string?)bom["serialNumber"]);
            Assert.Equal("TeamsRolloutBot", (string?)bom["metadata"]!["component"]!["name"]);
            var components = bom["components"]!.AsArray().Select(component => component!).ToList();
            Assert.Equal(
                RestoredPackages.Shipped().Select(package => $"pkg:nuget/{package.Id}@{package.Version}")
                    .Order(StringComparer.OrdinalIgnoreCase),
                components.Select(component => (string)component["purl"]!).Order(StringComparer.OrdinalIgnoreCase));
            Assert.All(components, component =>
            {
                var hash = component["hashes"]!.AsArray().Single(item => (string?)item!["alg"] == "SHA-512")!;
                Assert.Matches("^[0-9A-F]{128}$", (string?)hash["content"]);
                Assert.Contains(
                    (string?)component["licenses"]![0]!["expression"]
                        ?? (string?)component["licenses"]![0]!["license"]!["id"]
                        ?? string.Empty,
                    Permitted);
            });

            // Every reference ends at something that is listed.
            var known = components.Append(bom["metadata"]!["component"]!).Select(component => (string)component["bom-ref"]!)
                .ToHashSet(StringComparer.Ordinal);
            Assert.Subset(
                known,
                bom["dependencies"]!
                    .AsArray()
                    .SelectMany(item =>
                        (item!["dependsOn"]?.AsArray() ?? []).Select(target => (string)target!).Append((string)item["ref"]!)
                    )
                    .ToHashSet(StringComparer.Ordinal)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^\| \[?([A-Za-z][\w.-]*)\]?(?:\([^)]*\))? \| (\d[^ |]*) \|")]
    private static partial Regex NoticeRow();
}
