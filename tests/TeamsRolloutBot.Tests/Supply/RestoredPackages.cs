using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace TeamsRolloutBot.Tests.Supply;

/// <summary>A package, as it describes itself.</summary>
/// <param name="Licence">The SPDX name; null if unknown.</param>
internal sealed record RestoredPackage(string Id, string Version, string? Licence, string Authors, string? Project);

/// <summary>The restored packages, and what their own descriptions say.</summary>
internal static class RestoredPackages
{
    // Packages from before SPDX names give an address; these were read.
    private static readonly Dictionary<string, string> ByAddress = new(StringComparer.Ordinal)
    {
        ["https://github.com/dotnet/corefx/blob/master/LICENSE.TXT"] = "MIT",
        ["https://raw.githubusercontent.com/Microsoft/dotnet/master/LICENSE"] = "MIT",
        ["https://raw.githubusercontent.com/xunit/xunit/master/license.txt"] = "Apache-2.0",
    };

    /// <summary>What is part of the service.</summary>
    public static IReadOnlyList<RestoredPackage> Shipped() => Of(Repository.File("src", "TeamsRolloutBot", "obj", "project.assets.json"));

    /// <summary>True if every test project has been restored, as with the solution.</summary>
    public static bool AreAllRestored => Directory.EnumerateFiles(Repository.File("tests"), "*.csproj", SearchOption.AllDirectories)
        .All(project => File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json")));

    /// <summary>What only the tests and the build need.</summary>
    public static IReadOnlyList<RestoredPackage> OnlyForTests()
    {
        var shipped = Shipped();
        return [.. Directory.EnumerateDirectories(Repository.File("tests"))
            .Select(project => Path.Combine(project, "obj", "project.assets.json"))
            .Where(File.Exists)
            .SelectMany(Of)
            .Except(shipped)
            .Distinct()
            .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
            .ThenBy(package => package.Version, StringComparer.Ordinal)];
    }

    /// <summary>A row for each restored package.</summary>
    public static IEnumerable<string> Rows() => Shipped().Concat(OnlyForTests()).Select(Row);

    public static string Notices()
    {
        var text = new StringBuilder("""
            # Third-party notices

            Made of the packages' own descriptions; a test fails when it is stale, when a package has no licence, or one that is not permitted here.
            The licence texts are in the packages and at https://spdx.org/licenses/. The hashes are in the bill of materials of each release (`.ci/bill-of-materials`).

            ## Part of the bot


            """.ReplaceLineEndings("\n"));
        Table(text, Shipped());
        text.Append("\n## Only for building and testing\n\nNot part of what is shipped.\n\n");
        Table(text, OnlyForTests());
        text.Append(
            "\nFrom npm, installed on a developer's machine when they are needed, and never shipped: `@microsoft/m365agentsplayground` "
                + "(Microsoft's licence, in the package), `azurite`, `adaptivecards` and `markdown-it` (MIT).\n");
        return text.ToString();
    }

    private static void Table(StringBuilder text, IEnumerable<RestoredPackage> packages)
    {
        text.Append("| package | version | licence | by |\n| --- | --- | --- | --- |\n");
        foreach (var package in packages)
        {
            text.Append(Row(package)).Append('\n');
        }
    }

    private static string Row(RestoredPackage package)
    {
        var name = package.Project is null ? package.Id : $"[{package.Id}]({package.Project})";
        return $"| {name} | {package.Version} | {package.Licence ?? "unknown"} | "
            + $"{package.Authors.Replace("|", "\\|", StringComparison.Ordinal)} |";
    }

    private static IReadOnlyList<RestoredPackage> Of(string assets)
    {
        var root = JsonNode.Parse(File.ReadAllText(assets))!;
        var folders = root["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
        return [.. root["libraries"]!.AsObject()
            .Where(library => (string)library.Value!["type"]! == "package")
            .Select(library => Read(folders, (string)library.Value!["path"]!, library.Key))
            .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)];
    }

    private static RestoredPackage Read(List<string> folders, string path, string key)
    {
        var folder = folders.Select(root => Path.Combine(root, path)).First(Directory.Exists);
        var metadata = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Root!.Elements()
            .Single(element => element.Name.LocalName == "metadata");
        var project = Value("projectUrl");
        return new RestoredPackage(
            key.Split('/')[0], key.Split('/')[1], LicenceOf(), Value("authors")
                ?? string.Empty, project?.StartsWith("https://", StringComparison.Ordinal) == true
                ? project
                : null);

        string? Value(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

        string? LicenceOf()
        {
            var licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
            return (string?)licence?.Attribute("type") switch
            {
                "expression" => licence!.Value.Trim(),
                "file" => ByText(File.ReadAllText(Path.Combine(folder, licence!.Value.Trim().Replace('\\', '/')))),
                _ => Value("licenseUrl") is { } address ? ByAddress.GetValueOrDefault(address) : null,
            };
        }
    }

    private static string? ByText(string text) =>
        text.Contains("Permission is hereby granted, free of charge", StringComparison.Ordinal)
            && text.Contains("MIT", StringComparison.Ordinal)
            ? "MIT"
            : null;
}
