using TeamsRolloutBot.Hosting.Commands;

namespace TeamsRolloutBot.Hosting.Packaging;

/// <summary>
/// <c>package --app-id GUID --domain HOST [--out FILE]</c>: writes the app package for the Teams
/// admin center from the folder <c>manifest</c>. It is validated offline before it is written; exit
/// code 1 means that it was not written, with the reason.
/// </summary>
internal static class PackageCommand
{
    public const string Name = "package";

    private const string Usage =
        "package --app-id GUID --domain HOST [--out FILE] [--developer NAME] [--website-url URL] [--privacy-url URL] [--terms-url URL]";

    private static readonly string[] Options = ["app-id", "domain", "out", "developer", "website-url", "privacy-url", "terms-url"];

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (!TryParse(arguments, out var given, out var problem)
            || !given.TryGetValue("app-id", out var appId)
            || !given.TryGetValue("domain", out var domain))
        {
            await errors.WriteLineAsync($"{problem ?? "The app id or the domain is missing."}\nUsage: {Usage}");
            return CommandLine.Usage;
        }

        var values = new PackageValues(
            AppId: appId,
            Domain: domain,
            Developer: given.GetValueOrDefault("developer", "TeamsRolloutBot"),
            WebsiteUrl: given.GetValueOrDefault("website-url", $"https://{domain}/"),
            PrivacyUrl: given.GetValueOrDefault("privacy-url", $"https://{domain}{Pages.PrivacyPath}"),
            TermsUrl: given.GetValueOrDefault("terms-url", $"https://{domain}{Pages.TermsPath}"));
        var file = Path.GetFullPath(given.GetValueOrDefault("out", "TeamsRolloutBot.zip"));
        try
        {
            var package = AppPackage.Make(AppPackage.SourceFolder, values);
            var problems = ManifestRules.Problems(package);
            if (problems.Count > 0)
            {
                await errors.WriteLineAsync(string.Join('\n', problems));
                return 1;
            }

            await AppPackage.WriteAsync(package, file);
            await output.WriteLineAsync($"{file}: {package.Count} files, version {AppPackage.Version}, checked.");
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static bool TryParse(string[] arguments, out Dictionary<string, string> given, out string? problem)
    {
        (given, problem) = (new Dictionary<string, string>(StringComparer.Ordinal), null);
        for (var index = 0; index < arguments.Length; index++)
        {
            var parts = arguments[index].Split('=', 2);
            var name = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : string.Empty;
            var value = parts.Length == 2 ? parts[1] : index + 1 < arguments.Length ? arguments[++index] : string.Empty;
            if (!Options.Contains(name)
                || value.Length == 0
                || value.StartsWith("--", StringComparison.Ordinal)
                || !given.TryAdd(name, value))
            {
                problem = $"“{parts[0]}” can't be used here, has no value, or is given twice.";
                return false;
            }
        }

        return true;
    }
}
