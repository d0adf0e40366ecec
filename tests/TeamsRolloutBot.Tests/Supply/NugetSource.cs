using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TeamsRolloutBot.Tests.Supply;

/// <summary>
/// A package source on loopback that knows some packages and their advisories
/// (https://learn.microsoft.com/nuget/api/registration-base-url-resource,
/// https://learn.microsoft.com/nuget/api/vulnerability-info).
/// </summary>
internal sealed class NugetSource : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-nuget-").FullName;

    private NugetSource(WebApplication app) => _app = app;

    /// <summary>The packages that were requested.</summary>
    public ConcurrentDictionary<string, bool> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>A configuration with only this source.</summary>
    public string Config => Path.Combine(_folder, "NuGet.config");

    /// <param name="vulnerable">Packages with an advisory, by id and version.</param>
    public static async Task<NugetSource> StartAsync(params (string Id, string Version, string Advisory)[] vulnerable)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var source = new NugetSource(builder.Build());
        source._app.MapGet("/v3/index.json", () => source.Index());
        source._app.MapGet("/registration/{id}/index.json", (string id) =>
        {
            source.Asked[id] = true;
            var package = vulnerable.FirstOrDefault(package => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
            return package.Id is null
                ? Results.NotFound()
                : Results.Text(source.Registration(package.Id, package.Version, package.Advisory), "application/json");
        });
        await source._app.StartAsync();
        await File.WriteAllTextAsync(source.Config, $"""
            <configuration>
              <packageSources><clear /><add key="advisories" value="{source.Address}/v3/index.json" allowInsecureConnections="true" /></packageSources>
            </configuration>
            """);
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Address => _app.Urls.Single();

    private IResult Index() => Results.Text(
        $$"""{ "version": "3.0.0", "resources": [{ "@id": "{{Address}}/registration/", "@type": "RegistrationsBaseUrl/3.6.0" }] }""", "application/json");

    private string Registration(string id, string version, string advisory) => $$"""
        {
          "count": 1,
          "items": [{
            "@id": "{{Address}}/registration/{{id}}/index.json#page", "lower": "{{version}}", "upper": "{{version}}", "count": 1,
            "items": [{
              "@id": "{{Address}}/registration/{{id}}/{{version}}.json",
              "packageContent": "{{Address}}/{{id}}.nupkg",
              "catalogEntry": {
                "@id": "{{Address}}/catalog/{{id}}.json", "id": "{{id}}", "version": "{{version}}", "listed": true,
                "vulnerabilities": [{ "advisoryUrl": "{{advisory}}", "severity": "2" }]
              }
            }]
          }]
        }
        """;
}
