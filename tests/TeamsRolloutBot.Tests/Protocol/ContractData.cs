using System.Text.Json;

namespace TeamsRolloutBot.Tests.Protocol;

/// <summary>
/// Payloads, tables and schemas that nobody in this project wrote. They are next to the repository,
/// not in it.
/// </summary>
internal static class ContractData
{
    /// <summary>The folder; null if it is not there.</summary>
    public static string? Root { get; } = Find();

    public static string Path(params string[] parts) =>
        System.IO.Path.Combine(
            [Root ?? throw new DirectoryNotFoundException("The contract data is not there: set ROLLOUT_CONTRACTS."), .. parts]);

    public static JsonElement Json(params string[] parts)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path(parts)));
        return document.RootElement.Clone();
    }

    /// <summary>The file names of activities that Teams sends.</summary>
    public static IEnumerable<string> ActivityFiles() =>
        Directory.EnumerateFiles(Path("teams", "activities"), "*.json")
            .Select(file => System.IO.Path.GetFileName(file))
            .Where(
                name =>
                    !name.StartsWith("connector-", StringComparison.Ordinal)
                        && !name.StartsWith("invoke-response", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static byte[] Activity(string file) => File.ReadAllBytes(Path("teams", "activities", file));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ROLLOUT_CONTRACTS") is { Length: > 0 } configured)
        {
            return configured;
        }

        var candidate = System.IO.Path.GetFullPath(Repository.File("..", "shared", "contracts"));
        return Directory.Exists(candidate) ? candidate : null;
    }
}

/// <summary>
/// A test that uses the contract data: skipped if it is missing, or failing with CI=true.
/// </summary>
public sealed class ContractFactAttribute : FactAttribute
{
    public ContractFactAttribute() => Skip = ContractSkip.Reason;
}

/// <inheritdoc cref="ContractFactAttribute"/>
public sealed class ContractTheoryAttribute : TheoryAttribute
{
    public ContractTheoryAttribute() => Skip = ContractSkip.Reason;
}

internal static class ContractSkip
{
    public static string? Reason =>
        ContractData.Root is null && Environment.GetEnvironmentVariable("CI") != "true"
            ? "The contract data is not there: set ROLLOUT_CONTRACTS."
            : null;
}
