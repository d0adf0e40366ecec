using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Infrastructure;

public sealed partial class InfrastructureTests
{
    [Fact]
    public async Task The_template_is_built_and_linted_without_a_warning()
    {
        var (_, warnings) = await Bicep.BuildAsync();
        Assert.Equal(string.Empty, warnings);

        var (output, errors) = await Bicep.RunAsync("lint", Bicep.Main);
        Assert.Equal((string.Empty, string.Empty), (output.Trim(), errors));
    }

    [Fact]
    public async Task The_parameters_are_those_of_the_template()
    {
        var (output, errors) = await Bicep.RunAsync("build-params", Path.Combine(Snapshot.Root, "infra", "main.bicepparam"), "--stdout");

        Assert.Equal(string.Empty, errors);
        Assert.Contains("parametersJson", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_compiled_template_is_the_one_that_was_reviewed()
    {
        var (template, _) = await Bicep.BuildAsync();

        await Snapshot.AssertAsync(Bicep.Text(template), "tests", "TeamsRolloutBot.Tests", "Infrastructure", "Snapshots", "main.json");
    }

    [Fact]
    public async Task Every_setting_that_is_set_is_one_of_the_bot()
    {
        var (template, _) = await Bicep.BuildAsync();
        var names = SettingName().Matches(Bicep.Text(template)).Select(match => match.Value).Distinct().ToList();
        var known = ConfigurationReference.Settings().Select(setting => setting.Name.Replace(":", "__", StringComparison.Ordinal)).ToList();

        Assert.Contains("Storage__AccountUri", names);
        Assert.Contains("Rollouts__Managers", names);
        Assert.Empty(names.Except(known));
    }

    [Fact]
    public async Task The_values_that_are_set_pass_the_checks_of_the_start()
    {
        var text = Bicep.Text((await Bicep.BuildAsync()).Template);
        Assert.Contains("\"value\": \"AzureTables\"", text, StringComparison.Ordinal);
        Assert.Contains("\"value\": \"ManagedIdentity\"", text, StringComparison.Ordinal);

        var storage = new StorageOptions
        {
            Kind = StorageKind.AzureTables,
            AccountUri = new Uri("https://name.table.core.windows.net/"),
            TablePrefix = "rollout"
        };
        Assert.True(new StorageOptionsValidator().Validate(null, storage).Succeeded);

        // The queue that is created, and that the scale rule reads, is the one that the bot uses.
        var queue = DeliveryQueues.ClientFor(
            storage, new DeliveryOptions { QueueUri = new Uri("https://name.queue.core.windows.net/") }, credential: null);
        Assert.Equal("rollout-deliveries", queue.Name);
        Assert.Equal("https://name.queue.core.windows.net/rollout-deliveries", queue.Uri.AbsoluteUri);
        Assert.Contains("-deliveries', variables('tablePrefix'))", text, StringComparison.Ordinal);
        Assert.Contains("\"tablePrefix\": \"rollout\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_key_and_the_identity_has_the_three_roles_it_needs_and_no_other()
    {
        var (template, _) = await Bicep.BuildAsync();
        var text = Bicep.Text(template);
        var storage = Bicep.Resources(template)
            .Single(resource => resource["type"]!.GetValue<string>() == "Microsoft.Storage/storageAccounts");

        Assert.False(storage["properties"]!["allowSharedKeyAccess"]!.GetValue<bool>());
        Assert.DoesNotContain("listKeys", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            "ConnectionString\":", text.Replace("\"connectionString\": \"[reference('insights')", string.Empty), StringComparison.Ordinal);
        Assert.Equal(
            ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "7f951dda-4ed3-4680-a7ca-43fe172d538d", "974c5e8b-45b9-4653-ba55-5f855dd0fb88"],
            Role().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            2,
            Bicep.Resources(template).Count(resource => resource["type"]!.GetValue<string>() == "Microsoft.Authorization/roleAssignments"));
    }

    [Fact]
    public async Task Probes_ask_addresses_the_bot_has_and_the_registration_names_the_one_for_activities()
    {
        var (template, _) = await Bicep.BuildAsync();
        var app = Bicep.Resources(template).Single(resource => resource["type"]!.GetValue<string>() == "Microsoft.App/containerApps");
        var probes = app["properties"]!["template"]!["containers"]![0]!["probes"]!.AsArray()
            .Select(probe => probe!["httpGet"]!["path"]!.GetValue<string>());

        Assert.Equal(["/health/live", "/health/live", "/health/ready"], probes);
        Assert.Contains("/api/messages", Bicep.Text(template), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alert_on_the_log_looks_for_what_the_bot_does_write()
    {
        var alerts = File.ReadAllText(Path.Combine(Snapshot.Root, "infra", "modules", "alerts.bicep"));
        var phrases = AlertQuery().Matches(alerts).SelectMany(query => Phrase().Matches(query.Value)).Select(match => match.Groups[1].Value)
            .ToList();
        var written = Directory.EnumerateFiles(Path.Combine(Snapshot.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Joined().Replace(File.ReadAllText(file), string.Empty))
            .SelectMany(text => LogMessage().Matches(text).Select(match => match.Groups[1].Value))

            // The framework's own, for each unhealthy check (DefaultHealthCheckService).
            .Concat(HealthCheckNames().Select(check => $"Health check {check} with status {{HealthStatus}}"))
            .ToList();

        Assert.True(phrases.Count > 8);
        Assert.DoesNotContain(phrases, phrase => !written.Exists(message => message.Contains(phrase, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_alert_has_its_part_in_the_runbook()
    {
        var names = new[] { Path.Combine("infra", "modules", "alerts.bicep"), Path.Combine("infra", "alerts.prometheus.yml") }
            .SelectMany(
                file => AlertName().Matches(File.ReadAllText(Path.Combine(Snapshot.Root, file))).Select(match => match.Groups[1].Value))
            .ToList();
        var runbook = File.ReadAllText(Path.Combine(Snapshot.Root, "docs", "operations.md"));

        Assert.True(names.Count > 10);
        Assert.DoesNotContain(names, name => !runbook.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_metric_in_the_alerts_and_on_the_dashboard_is_one_the_bot_has()
    {
        var metrics = File.ReadAllText(Path.Combine(Snapshot.Root, "src", "TeamsRolloutBot", "Delivery", "DeliveryMetrics.cs"));
        var known = MetricName().Matches(metrics).Select(match => match.Value.Trim('"').Replace('.', '_')).ToList();
        var used = new[] { "alerts.prometheus.yml", "dashboard.json" }
            .SelectMany(
                file => UsedMetric().Matches(File.ReadAllText(Path.Combine(Snapshot.Root, "infra", file))).Select(match => match.Value))
            .Distinct()
            .ToList();

        Assert.True(used.Count > 5);
        Assert.DoesNotContain(used, name => !known.Exists(metric => name == $"{metric}_total" || name == $"{metric}_seconds_bucket"));
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(Path.Combine(Snapshot.Root, "infra", "dashboard.json"))));
    }

    private static IEnumerable<string> HealthCheckNames() =>
        HealthCheck().Matches(File.ReadAllText(Path.Combine(Snapshot.Root, "src", "TeamsRolloutBot", "Hosting", "Health.cs")))
            .Select(match => match.Groups[1].Value);

    // A text that spans several lines.
    [GeneratedRegex("\"\\s*\\+ \"")]
    private static partial Regex Joined();

    [GeneratedRegex(@"\b(Storage|Delivery|Bot|Rollouts|Graph|Requests|Playground)__[A-Za-z]+")]
    private static partial Regex SettingName();

    [GeneratedRegex("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")]
    private static partial Regex Role();

    [GeneratedRegex("query: '.*'")]
    private static partial Regex AlertQuery();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Phrase();

    [GeneratedRegex("LoggerMessage\\([^\"]*Message = \"(.*)\"\\)")]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"(?<=name: '|name: '\$\{name\}-|alert: )([a-z]+(?:-[a-z]+)+)")]
    private static partial Regex AlertName();

    [GeneratedRegex("\"rollout\\.[a-z.]+\"")]
    private static partial Regex MetricName();

    [GeneratedRegex("rollout_[a-z_]+")]
    private static partial Regex UsedMetric();

    [GeneratedRegex("AddCheck<\\w+>\\(\"(\\w+)\"")]
    private static partial Regex HealthCheck();
}
