using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.IntegrationTests.Azurite;

/// <summary>
/// A fact that starts its own Azurite. Skipped, with the reason, if that can't run, but never in a
/// CI build.
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
