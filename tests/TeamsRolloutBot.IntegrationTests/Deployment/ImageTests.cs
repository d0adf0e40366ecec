using System.Diagnostics;
using System.Globalization;
using System.Net;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Tests;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// The published image: its base, its contents, and that it runs as a container would.
/// </summary>
[Collection(DeployedBot.Name)]
public sealed class ImageTests(DeployedBot deployed)
{
    [Fact]
    public void It_is_made_on_the_small_base_image_with_languages_and_without_a_shell_of_the_framework_it_is_built_for()
    {
        Assert.EndsWith(
            $"/dotnet/aspnet:{Environment.Version.Major}.{Environment.Version.Minor}-noble-chiseled-extra", deployed.ContainerBase,
            StringComparison.Ordinal);
        Assert.Equal($"{Environment.Version.Major}.{Environment.Version.Minor}", deployed.Image.Labels["net.dot.runtime.majorminor"]);
        Assert.Equal(2, deployed.Image.Layers);

        // Container Apps runs no other architecture, whatever the image was published on.
        Assert.Equal("amd64", deployed.Image.Architecture);
    }

    [Fact]
    public void It_starts_the_bot_as_a_user_without_rights()
    {
        Assert.Equal(["dotnet", "/app/TeamsRolloutBot.dll"], deployed.Image.Command);
        Assert.Equal($"{BaseImage.User}", deployed.Image.User);
        Assert.Equal("/app/", deployed.Image.Settings.GetProperty("WorkingDir").GetString());
        Assert.Equal("0.1.0", deployed.Image.Labels["org.opencontainers.image.version"]);
        Assert.DoesNotContain(deployed.Image.Environment.Keys, name => name is "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT");
    }

    [Fact]
    public void It_listens_where_the_template_sends_requests_to()
    {
        var app = File.ReadAllText(Repository.File("infra", "modules", "app.bicep"));
        var port = deployed.Image.Environment["ASPNETCORE_HTTP_PORTS"];

        Assert.Contains($"targetPort: {port},", app, StringComparison.Ordinal);
        Assert.Equal(3, app.Split($", port: {port} }}").Length - 1);
        Assert.Equal([$"{port}/tcp"], deployed.Image.Ports);
    }

    [Fact]
    public void It_holds_the_program_with_its_notices_and_nothing_for_developers()
    {
        var files = deployed.Image.Files.Select(file => file.TrimStart('/')).ToList();

        Assert.Subset(
            files.ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal)
            {
                "app/TeamsRolloutBot.dll", "app/appsettings.json", "app/THIRD-PARTY-NOTICES.md", "app/LICENSE", "app/manifest/manifest.json"
            });
        Assert.All(files, file => Assert.StartsWith("app/", file, StringComparison.Ordinal));
        Assert.DoesNotContain(files, file =>
            file.Contains("Development", StringComparison.Ordinal)
                || file.Contains("Playground", StringComparison.OrdinalIgnoreCase)
                || file.Contains("launchSettings", StringComparison.Ordinal) ||
            Path.GetFileName(file) is "secrets.json" or ".env"
                || Path.GetExtension(file) is ".xml" or ".cs" or ".db" or ".pfx" or ".pem" or ".key");
        Assert.All(
            File.ReadAllLines(Path.Combine(deployed.Image.Folder, "app", "appsettings.json")),
            line => Assert.DoesNotMatch("(?i)secret|password|connectionstring", line));
    }

    [Fact]
    public async Task The_bot_starts_from_it_as_its_user_on_a_folder_it_can_not_write_to_and_answers()
    {
        var app = Path.Combine(deployed.Image.Folder, "app");
        var data = Directory.CreateDirectory(Path.Combine(deployed.Tools.Folder, "data")).FullName;
        var port = LoopbackPort.Find();
        using var bot = Process.Start(await StartAsync(app, data, port))!;
        var output = bot.StandardOutput.ReadToEndAsync();
        var errors = bot.StandardError.ReadToEndAsync();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!bot.HasExited && !await AnswersAsync(http, patience.Token))
            {
                await Task.Delay(50, patience.Token);
            }

            Assert.False(bot.HasExited, bot.HasExited ? await output + await errors : string.Empty);
            using var live = await http.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            using var ready = await http.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

            // In production, requests without a token are rejected.
            using var activity = await http.PostAsync(
                "/api/messages", new StringContent("{\"type\":\"message\"}", null, "application/json"));
            Assert.Equal(HttpStatusCode.Unauthorized, activity.StatusCode);
            Assert.True(File.Exists(Path.Combine(data, "rollouts.db")));
        }
        finally
        {
            bot.Kill(entireProcessTree: true);
            await bot.WaitForExitAsync();
            await Shell.RunAsync($"chmod -R u+w '{deployed.Image.Folder}'", "/", deployed.Tools.Environment);
        }

        Assert.Contains("Hosting environment: Production", await output, StringComparison.Ordinal);
    }

    // Starts the app as a container would: with its command and environment, as its user if this
    // process may switch to another, and with nothing writable but the data.
    private async Task<ProcessStartInfo> StartAsync(string app, string data, int port)
    {
        var command = deployed.Image.Command.Select(word => word.Replace("/app/", $"{app}/", StringComparison.Ordinal)).ToList();
        command[0] = Shell.Dotnet;
        if (Environment.UserName == "root")
        {
            var owned = await Shell.RunAsync(
                $"chown -R {BaseImage.User} '{data}' && chmod 755 '{deployed.Tools.Folder}' && chmod -R go-w,a+rX "
                    + $"'{deployed.Image.Folder}'",
                "/", deployed.Tools.Environment);
            Assert.True(owned.ExitCode == 0, owned.Errors);
            command = ["setpriv", $"--reuid={BaseImage.User}", $"--regid={BaseImage.User}", "--clear-groups", .. command];
        }
        else
        {
            await Shell.RunAsync($"chmod -R a-w '{deployed.Image.Folder}'", "/", deployed.Tools.Environment);
        }

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = app,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment.Clear();
        foreach (var (name, value) in deployed.Image.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_HTTP_PORTS"] = string.Empty;
        start.Environment["Urls"] = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        start.Environment["HOME"] = data;
        start.Environment["Storage__Path"] = Path.Combine(data, "rollouts.db");
        start.Environment["Bot__AppId"] = StubTools.AppId;
        start.Environment["Bot__TenantId"] = StubTools.Principal;
        start.Environment["Rollouts__Managers__0"] = "*";
        start.Environment["Bot__TenantType"] = "ManagedIdentity";
        start.Environment["Bot__PublicUrl"] = "https://rollout.contoso.com";
        return start;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync("/health/ready", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
