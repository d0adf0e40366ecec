using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace TeamsRolloutBot.IntegrationTests.Product;

/// <summary>What is deployed is whole: the published program, and what its image is made of.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-publish-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_published_program_makes_the_app_package_and_carries_the_notices()
    {
        var output = Path.Combine(_folder, "published");
        // The build that these tests run on is published: built anew it would take a minute.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var (code, said) = await RunAsync("publish", Path.Combine(Root(), "src", "TeamsRolloutBot"), "-c", configuration, "-o", output, "--no-build", "-nologo", "-v", "quiet");
        Assert.True(code == 0, said);

        // From elsewhere, as in a container: nothing of the repository is near.
        var package = Path.Combine(_folder, "app.zip");
        (code, said) = await RunAsync(Path.Combine(output, "TeamsRolloutBot.dll"), "package", "--app-id", "0a1b2c3d-0000-4000-8000-000000000001", "--domain", "rollout.contoso.com", "--out", package);
        Assert.True(code == 0, said);

        using var zip = ZipFile.OpenRead(package);
        Assert.Equal(["color.png", "de.json", "es.json", "manifest.json", "outline.png"], zip.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(output, "THIRD-PARTY-NOTICES.md")));
        Assert.True(File.Exists(Path.Combine(output, "LICENSE")));
        Assert.False(Directory.Exists(Path.Combine(output, "Playground")));
    }

    [Fact]
    public async Task The_image_is_the_small_one_without_a_shell_that_does_not_run_as_root()
    {
        var (code, said) = await RunAsync(
            "msbuild", Path.Combine(Root(), "src", "TeamsRolloutBot"), "-p:Configuration=Release", "-t:ComputeContainerBaseImage",
            "-getProperty:ContainerBaseImage", "-getProperty:ContainerRepository", "-getProperty:ContainerUser", "-getProperty:ContainerFamily");
        Assert.True(code == 0, said);

        var properties = JsonDocument.Parse(said).RootElement.GetProperty("Properties");
        Assert.EndsWith("dotnet/aspnet:10.0-noble-chiseled", properties.GetProperty("ContainerBaseImage").GetString(), StringComparison.Ordinal);
        Assert.Equal("teams-rollout-bot", properties.GetProperty("ContainerRepository").GetString());

        // Not set to root here: the user is that of the base image, "app".
        Assert.Equal(string.Empty, properties.GetProperty("ContainerUser").GetString());
    }

    private async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TeamsRolloutBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The repository's root was not found above the tests.");
    }
}
