namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// The Azure CLI commands that the scripts may use, with their documented options
/// (https://learn.microsoft.com/cli/azure/reference-index).
/// </summary>
internal static class AzureCli
{
    private static readonly string[] Everywhere = ["--output", "--query", "--only-show-errors"];

    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Documented = new(StringComparer.Ordinal)
    {
        ["login"] = ([], ["--tenant", "--identity", "--use-device-code"]),
        ["account show"] = ([], ["--subscription"]),
        ["group create"] = (["--location", "--name"], ["--managed-by", "--tags"]),
        ["deployment group create"] = (["--resource-group"], ["--name", "--template-file", "--parameters", "--mode", "--no-prompt"]),
        ["deployment group show"] = (["--name", "--resource-group"], []),
        ["acr login"] = (["--name"], ["--expose-token", "--resource-group"]),
        ["cloud show"] = ([], ["--name"]),
        ["ad sp show"] = (["--id"], []),
        ["ad signed-in-user show"] = ([], []),
        ["rest"] = (["--url"], ["--method", "--headers", "--body", "--resource", "--uri-parameters"]),
    };

    /// <summary>The calls that do not match the documentation.</summary>
    public static IEnumerable<string> ProblemsWith(IEnumerable<string[]> calls) => calls.Select(ProblemWith).OfType<string>();

    /// <summary>The value of an option.</summary>
    public static string Option(string[] call, string name) => call[Array.IndexOf(call, name) + 1];

    private static string? ProblemWith(string[] call)
    {
        var options = call.SkipWhile(word => !word.StartsWith('-')).Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToList();
        var name = string.Join(' ', call.TakeWhile(word => !word.StartsWith('-')));
        if (!Documented.TryGetValue(name, out var known))
        {
            return $"az {name} is not one of the commands the scripts may use.";
        }

        var (missing, unknown) = (
            known.Required.Except(options).ToList(), options.Except([.. Everywhere, .. known.Required, .. known.Optional]).ToList());
        return missing.Count + unknown.Count == 0
            ? null
            : $"az {name}: without {string.Join(", ", missing)}; with {string.Join(", ", unknown)}";
    }
}
