using System.Text.RegularExpressions;
using TeamsRolloutBot.Tests;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// A deployment made once with exactly the commands in README.md, and then repeated: the calls that
/// the tools received, and the image in the registry.
/// </summary>
[CollectionDefinition(Name)]
public sealed partial class DeployedBot : IAsyncLifetime, ICollectionFixture<DeployedBot>
{
    internal const string Name = "A deployed bot";

    private OciRegistry? _registry;

    internal StubTools Tools { get; } = new();

    /// <summary>The commands in README.md, from nothing to a running bot.</summary>
    internal IReadOnlyList<string> Lines { get; } = CommandsOfReadme();

    /// <summary>The result of each command, and of the repeated deployment.</summary>
    internal List<Shell> Results { get; } = [];

    /// <summary>The base image that the project asks for.</summary>
    internal string ContainerBase { get; private set; } = string.Empty;

    internal string Host => _registry!.Host;

    internal string Digest => DigestOfImage().Match(Results[1].Output).Value;

    internal PublishedImage Image { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _registry = await OciRegistry.StartAsync();
        var computed = await Tools.RunAsync(
            "dotnet msbuild src/TeamsRolloutBot -p:Configuration=Release -t:ComputeContainerBaseImage -getProperty:ContainerBaseImage");
        ContainerBase = computed.Output.Trim();
        var tag = ContainerBase[(ContainerBase.LastIndexOf(':') + 1)..];
        BaseImage.AddTo(_registry, tag);
        Tools.Write("outputs/registry", Host);
        Tools.Write("signed-out", string.Empty);

        // From this registry instead of the public one; everything else is as in the project.
        foreach (var line in (string[])[.. Lines, Lines[1]])
        {
            Results.Add(await Tools.RunAsync($"export ContainerBaseImage={Host}/{BaseImage.Repository}:{tag}; {line}"));
            Assert.True(Results[^1].ExitCode == 0, Results[^1].Output + Results[^1].Errors);
        }

        Image = await PublishedImage.ReadAsync(_registry, Digest, Path.Combine(Tools.Folder, "layer"));
    }

    public async Task DisposeAsync()
    {
        await _registry!.DisposeAsync();
        Tools.Dispose();
    }

    internal bool Has(string reference) => _registry!.Manifest("teams-rollout-bot", reference) is not null;

    private static string[] CommandsOfReadme()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        return FirstBlock()
            .Match(readme[readme.IndexOf("## Deploying to Azure", StringComparison.Ordinal)..])
            .Groups[1]
            .Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FirstBlock();

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex DigestOfImage();
}
