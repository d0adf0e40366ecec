using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Tests.Infrastructure;

/// <summary>
/// The compiler for the infrastructure, restored with the packages of the tests. It needs no
/// network.
/// </summary>
internal static class Bicep
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static string Main { get; } = Path.Combine(Snapshot.Root, "infra", "main.bicep");

    private static readonly Lazy<Task<(string Output, string Errors)>> Built = new(() => RunAsync("build", Main, "--stdout"));

    /// <summary>
    /// The output of a compiler command. It exits with 0 even if there are warnings.
    /// </summary>
    public static async Task<(string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var path = typeof(Bicep)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "BicepPath")
            .Value!;
        using var process = Process.Start(
            new ProcessStartInfo(path, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Snapshot.Root,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output, await errors + (process.ExitCode == 0 ? string.Empty : $"exit code {process.ExitCode}"));
    }

    /// <summary>The compiled template, without the compiler's version.</summary>
    public static async Task<(JsonNode Template, string Warnings)> BuildAsync()
    {
        var (output, errors) = await Built.Value;
        var template = JsonNode.Parse(output)!;
        Strip(template);
        return (template, errors);
    }

    public static string Text(JsonNode template) => template.ToJsonString(Indented) + "\n";

    /// <summary>The resources of the template and its modules.</summary>
    public static IEnumerable<JsonObject> Resources(JsonNode template)
    {
        var resources = template["resources"] switch
        {
            JsonObject named => named.Select(resource => resource.Value!.AsObject()),
            JsonArray list => list.Select(resource => resource!.AsObject()),
            _ => [],
        };
        foreach (var resource in resources)
        {
            yield return resource;
            if (resource["properties"]?["template"] is { } module)
            {
                foreach (var inner in Resources(module))
                {
                    yield return inner;
                }
            }
        }
    }

    private static void Strip(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                item.Remove("_generator");
                foreach (var (_, child) in item)
                {
                    Strip(child);
                }

                break;
            case JsonArray list:
                foreach (var child in list)
                {
                    Strip(child);
                }

                break;
            default:
                break;
        }
    }
}
