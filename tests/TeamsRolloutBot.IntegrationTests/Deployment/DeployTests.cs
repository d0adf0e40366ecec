using System.IO.Compression;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Tests;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// From nothing to a running bot: the commands in README.md do what it says, use only documented
/// commands, and can be repeated.
/// </summary>
[Collection(DeployedBot.Name)]
public sealed partial class DeployTests(DeployedBot deployed)
{
    [Fact]
    public void From_nothing_to_running_takes_five_commands_at_most_and_each_ends_well()
    {
        Assert.InRange(deployed.Lines.Count, 2, 5);
        Assert.StartsWith("infra/deploy.sh ", deployed.Lines[1], StringComparison.Ordinal);
        Assert.All(deployed.Results, result => Assert.True(result.ExitCode == 0, result.Output + result.Errors));
    }

    [Fact]
    public void The_tools_are_asked_only_what_they_are_documented_to_know()
    {
        Assert.True(deployed.Tools.AzCalls.Count > 20);
        Assert.Empty(AzureCli.ProblemsWith(deployed.Tools.AzCalls));
    }

    [Fact]
    public void Resources_come_first_and_the_app_gets_the_image_by_its_digest()
    {
        var images = Deployments().Select(call => call.Single(word => word.StartsWith("image=", StringComparison.Ordinal))).ToList();

        // No image at first, then the published one. When deployed again, the app keeps its image
        // until there is a new one.
        Assert.Equal(4, images.Count);
        Assert.Equal("image=", images[0]);
        Assert.Equal($"image={deployed.Host}/teams-rollout-bot@{deployed.Digest}", images[1]);
        Assert.Equal(images[1], images[2]);
        Assert.True(deployed.Has(images[3].Split('@')[1]));
        Assert.True(deployed.Has(deployed.Digest), "What a rollback goes back to is still there after the tag was published again.");
        Assert.True(deployed.Has("0.1.0"));
    }

    [Fact]
    public void Only_parameters_and_outputs_of_the_template_are_named()
    {
        var template = File.ReadAllText(Repository.File("infra", "main.bicep"));
        var parameters = Declared("param", template);
        var outputs = Declared("output", template);
        var given = Deployments().SelectMany(
            call =>
                call.SkipWhile(word => word != "--parameters").Skip(1).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)))
            .Select(word => word.Split('=')[0])
            .Distinct()
            .ToList();
        var asked = deployed.Tools.AzCalls.SelectMany(call => call).SelectMany(word => OutputName().Matches(word))
            .Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Equal(["image", "managers", "alertEmail"], given);
        Assert.All(Deployments(), call => Assert.Contains($"managers=[\"{StubTools.Principal}\"]", call));
        Assert.Subset(parameters, given.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(4, asked.Count);
        Assert.Subset(outputs, asked.ToHashSet(StringComparer.Ordinal));
        Assert.All(Deployments(), call => Assert.True(File.Exists(Repository.File(AzureCli.Option(call, "--template-file")))));
    }

    [Fact]
    public void The_token_for_the_registry_is_in_no_command_line_and_no_output()
    {
        var said = string.Concat(
            deployed.Results.Select(result => result.Output + result.Errors).Concat(deployed.Tools.DotnetCalls.SelectMany(call => call)));

        Assert.DoesNotContain(OciRegistry.Password, said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_package_is_made_for_what_was_deployed()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(deployed.Tools.Folder, "artifacts", "TeamsRolloutBot.zip"));
        using var manifest = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        var text = manifest.ReadToEnd();

        Assert.Equal(
            ["color.png", "es.json", "fr.json", "manifest.json", "outline.png"],
            zip.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Contains(StubTools.AppId, text, StringComparison.Ordinal);
        Assert.Contains("rollout-bot.kindsea.westeurope.azurecontainerapps.io", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_workflow_deploys_with_the_same_script_and_its_parameters()
    {
        var line = WorkflowLine().Match(File.ReadAllText(Repository.File(".github", "workflows", "deploy.yml"))).Groups[1].Value;

        Assert.NotEmpty(line);
        Assert.Subset(
            Declared("param", File.ReadAllText(Repository.File("infra", "main.bicep"))),
            ParameterOfLine().Matches(line).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal));
    }

    private IEnumerable<string[]> Deployments() => deployed.Tools.AzCalls.Where(call => call is ["deployment", "group", "create", ..]);

    private static HashSet<string> Declared(string kind, string template) =>
        Regex.Matches(template, $@"^{kind} (\w+) ", RegexOptions.Multiline).Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"properties\.outputs\.(\w+)\.value")]
    private static partial Regex OutputName();

    [GeneratedRegex("infra/deploy.sh (.*)")]
    private static partial Regex WorkflowLine();

    [GeneratedRegex(@"(?:^| )(\w+)=")]
    private static partial Regex ParameterOfLine();
}
