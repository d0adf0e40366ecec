using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.IntegrationTests.Azurite;

/// <summary>
/// A fact that starts an Azurite of its own; skipped, with the reason, where it cannot run, and
/// never in a CI build.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsNodeFactAttribute : FactAttribute
{
    public NeedsNodeFactAttribute()
    {
        if (!string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = AzuriteProcess.WhyNot;
        }
    }
}
