using System.Text.Json;

namespace TeamsRolloutBot.Tests.Protocol;

/// <summary>
/// What Teams sends, one file per kind: the structure is Teams' own, while names, ids and texts are
/// ours. If the contract data is next to the repository, tests of all files also use its captured
/// payloads.
/// </summary>
internal static class Payloads
{
    private const string Captured = "captured/";

    private static string Folder => Repository.File("tests", "TeamsRolloutBot.Tests", "Protocol", "Payloads");

    /// <summary>The activities, in the form that <see cref="Read"/> takes.</summary>
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
