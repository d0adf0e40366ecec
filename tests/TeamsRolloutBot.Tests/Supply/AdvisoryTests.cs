using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Tests.Supply;

/// <summary>
/// Past advisories for packages of the product and their dependencies, compared with what is
/// restored, so that none of them comes back if the package sources have no advisories. From
/// https://github.com/advisories, as of November 25, 2026.
/// </summary>
public sealed class AdvisoryTests
{
    /// <summary>The package, the first fixed version, and the advisory.</summary>
    public static TheoryData<string, string, string> Advisories => new()
    {
        { "Azure.Identity", "1.11.4", "GHSA-m5vv-6r4h-3vj9" },
        { "Microsoft.Identity.Client", "4.61.3", "GHSA-m5vv-6r4h-3vj9" },
        { "Microsoft.IdentityModel.JsonWebTokens", "7.1.2", "GHSA-59j7-ghrg-fj52" },
        { "System.IdentityModel.Tokens.Jwt", "7.1.2", "GHSA-59j7-ghrg-fj52" },
        { "Microsoft.Kiota.Abstractions", "1.22.0", "GHSA-7j59-v9qr-6fq9" },
        { "OpenTelemetry.Api", "1.15.3", "GHSA-g94r-2vxg-569j" },
        { "OpenTelemetry.Exporter.OpenTelemetryProtocol", "1.15.2", "GHSA-q834-8qmm-v933" },
        { "OpenTelemetry.Exporter.OpenTelemetryProtocol", "1.15.3", "GHSA-mr8r-92fq-pj8p" },
        { "OpenTelemetry.Exporter.OpenTelemetryProtocol", "1.15.3", "GHSA-4625-4j76-fww9" },
        { "OpenTelemetry.Instrumentation.AspNetCore", "1.8.1", "GHSA-vh2m-22xx-q94f" },
        { "OpenTelemetry.Instrumentation.Http", "1.8.1", "GHSA-vh2m-22xx-q94f" },
        { "SQLitePCLRaw.lib.e_sqlite3", "2.1.12", "GHSA-2m69-gcr7-jv3q" },
        { "Newtonsoft.Json", "13.0.1", "GHSA-5crp-9r3c-p9vr" },
        { "Microsoft.Rest.ClientRuntime", "2.3.24", "CVE-2022-26907" },
        { "System.IO.Packaging", "8.0.1", "GHSA-f32c-w444-8ppv" },
        { "System.Drawing.Common", "5.0.3", "GHSA-rxg9-xrhp-64gj" },
    };

    [Theory]
    [MemberData(nameof(Advisories))]
    public void No_package_has_a_flaw_that_was_published(string package, string fixedIn, string advisory)
    {
        var restored = RestoredPackages.Shipped().Concat(RestoredPackages.OnlyForTests()).Where(found => found.Id == package)
            .Select(found => Version.Parse(found.Version.Split('-')[0]));
        Assert.All(
            restored,
            version => Assert.True(version >= Version.Parse(fixedIn), $"{package} {version} has {advisory}, which {fixedIn} fixes."));
    }

    /// <summary>
    /// The package that contains SQLite does not mention SQLite's own version: GHSA-2m69-gcr7-jv3q
    /// is fixed in 3.50.2.
    /// </summary>
    [Fact]
    public void The_embedded_store_runs_on_a_SQLite_without_published_flaws()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Assert.True(Version.Parse(connection.ServerVersion) >= new Version(3, 50, 2), connection.ServerVersion);
    }
}
