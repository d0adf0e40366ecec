using System.Text.Json;

namespace TeamsRolloutBot.Tests.Protocol;

/// <summary>
/// What Teams sends, one file for each kind: the shape is Teams' own, names, ids and texts are
/// ours. Where the contract data lies beside the repository, the tests that take all files take its
/// captured payloads as well.
/// </summary>
internal static class Payloads
{
    private const string Captured = "captured/";

    private static string Folder => Repository.File("tests", "TeamsRolloutBot.Tests", "Protocol", "Payloads");

    /// <summary>The activities, by what <see cref="Read"/> takes.</summary>
    public static IEnumerable<string> Activities() =>
        Directory.EnumerateFiles(Folder, "*.json")
            .Select(file => Path.GetFileName(file))
            .Where(name => !name.StartsWith("invoke-response", StringComparison.Ordinal))
            .Concat(ContractData.Root is null ? [] : ContractData.ActivityFiles().Select(file => Captured + file))
            .Order(StringComparer.Ordinal);

    public static byte[] Read(string name) =>
        name.StartsWith(Captured, StringComparison.Ordinal)
            ? ContractData.Activity(name[Captured.Length..])
            : File.ReadAllBytes(Path.Combine(Folder, name));

    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(Read(name));
        return document.RootElement.Clone();
    }
}
