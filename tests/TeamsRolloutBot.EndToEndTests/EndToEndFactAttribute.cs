namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// A test that needs Node and Chromium: skipped, with the reason, if one is missing, and failing if
/// CI says that everything is there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndToEndFactAttribute : FactAttribute
{
    public EndToEndFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            return;
        }

        Skip = Browser.Path is null
            ? "No Chromium on the PATH: install Debian's package chromium to run this test."
            : !HasNode() ? "No Node.js on the PATH: install Node.js 20 or newer to run this test." : null;
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")));
}
