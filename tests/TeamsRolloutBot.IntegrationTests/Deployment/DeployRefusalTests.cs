namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// A deployment that can't continue stops, says what is wrong and what to do, and has created
/// nothing that it should not.
/// </summary>
public sealed class DeployRefusalTests : IDisposable
{
    private readonly StubTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("rollout", "Usage: infra/deploy.sh GROUP LOCATION")]
    [InlineData(
        "rollout westeurope alertMail=it@contoso.com",
        "\"alertMail=it@contoso.com\" is no parameter=value of infra/main.bicep, which has: name location")]
    [InlineData("rollout westeurope it@contoso.com", "\"it@contoso.com\" is no parameter=value")]
    [InlineData("rollout westeurope alertEmail=it@contoso.com", "Name who may start rollouts, by Entra object id: managers=OBJECT_ID")]
    [InlineData("rollout westeurope managers=", "Name who may start rollouts")]
    [InlineData("rollout westeurope image=mine", "\"image=mine\" is no parameter=value")]
    public async Task Wrong_arguments_are_said_before_anything_is_asked(string arguments, string message)
    {
        var result = await _tools.RunAsync($"infra/deploy.sh {arguments}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Empty(_tools.AzCalls);
    }

    [Theory]
    [InlineData(
        "infra/deploy.sh rollout westeurope managers=6a6b6c6d-0000-4000-8000-000000000001", "az",
        "The Azure CLI (az) is not installed: https://")]
    [InlineData(
        "infra/deploy.sh rollout westeurope managers=6a6b6c6d-0000-4000-8000-000000000001", "dotnet",
        "The .NET SDK (dotnet) is not installed: https://")]
    [InlineData("infra/grant-graph-permissions.sh --principal x --level mail", "az", "The Azure CLI (az) is not installed: https://")]
    public async Task A_tool_that_is_missing_is_named_with_where_to_get_it(string line, string tool, string message)
    {
        // Only the tools that a shell script needs are available, and the other tool.
        File.Delete(Path.Combine(_tools.Folder, "bin", tool));
        var result = await _tools.RunAsync(
            $"for each in env bash dirname sed grep tr; do ln -s $(command -v $each) $STUB/bin/$each; done; PATH=$STUB/bin; {line}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Empty(_tools.AzCalls);
    }

    [Theory]
    [InlineData("infra/deploy.sh rollout westeurope managers=6a6b6c6d-0000-4000-8000-000000000001")]
    [InlineData("infra/grant-graph-permissions.sh --principal x --level mail")]
    public async Task Who_is_not_signed_in_is_told_to(string line)
    {
        _tools.Write("signed-out", string.Empty);

        var result = await _tools.RunAsync(line);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Not signed in to Azure: run az login", result.Errors, StringComparison.Ordinal);
        Assert.Single(_tools.AzCalls);
    }

    [Fact]
    public async Task A_right_that_is_missing_stops_it_with_what_Azure_said_and_nothing_is_published()
    {
        _tools.Refuse(
            "deployment group create",
            "Authorization failed for template resource of type 'Microsoft.Authorization/roleAssignments'. (InvalidTemplateDeployment)");

        var result = await _tools.RunAsync("infra/deploy.sh rollout westeurope managers=6a6b6c6d-0000-4000-8000-000000000001");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Microsoft.Authorization/roleAssignments", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Stopped at \"Resources\". What was made stays", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(_tools.DotnetCalls, call => call[0] == "publish");
    }

    [Fact]
    public async Task An_image_that_can_not_be_published_does_not_reach_the_app()
    {
        // Nobody listens on this port.
        _tools.Write("outputs/registry", "localhost:1");

        var result = await _tools.RunAsync(
            "ContainerBaseImage=localhost:1/dotnet/aspnet:10.0 infra/deploy.sh rollout westeurope managers=a,b");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("managers=[\"a\",\"b\"]", _tools.AzCalls.First(call => call is ["deployment", "group", "create", ..]));
        Assert.Contains("Connection refused (localhost:1)", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.Contains("Stopped at \"Image 0.1.0\"", result.Errors, StringComparison.Ordinal);
        Assert.Single(_tools.AzCalls, call => call is ["deployment", "group", "create", ..]);
    }
}
