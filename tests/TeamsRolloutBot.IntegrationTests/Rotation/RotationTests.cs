using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.IntegrationTests.Rotation;

/// <summary>
/// The section "Rotate" of docs/operations.md, rehearsed for the case that went wrong: the old
/// certificate or secret expired before the new one was set. The bot is a separate process outside
/// Development, and signs in with the libraries and addresses that it is deployed with.
/// </summary>
public sealed class RotationTests : IDisposable
{
    private const int People = 8;
    private const int BeforeTheEnd = 3;
    private const string AppId = "0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f";
    private const string OldSecret = "old~secret~0123456789";
    private const string NewSecret = "new~secret~0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-rotation-").FullName;
    private readonly HttpClient _http = new();

    private string CertificateFile => Path.Combine(_folder, "bot.pem");

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TrustByFileFact]
    public async Task A_certificate_that_was_withdrawn_holds_messages_up_until_its_file_is_replaced_and_the_bot_restarted()
    {
        using var old = ThrowAwayAuthority.ForRegistration(CertificateFile);
        var entra = new EntraStub(Population.Tenant, AppId);
        entra.Add(old);
        X509Certificate2? next = null;

        await RehearseAsync(
            entra,
            ("Bot__CertificatePath", CertificateFile),
            end: () => entra.Remove(old),
            says: "the certificate has expired or is not (or no longer) one of the registration's (AADSTS700027)",
            replace: () =>
            {
                next = ThrowAwayAuthority.ForRegistration(CertificateFile);
                entra.Add(next);
                return ("Bot__CertificatePath", CertificateFile);
            });

        Assert.Equal([EntraStub.Thumbprint(old), EntraStub.Thumbprint(next!)], entra.Accepted.Distinct());
        next!.Dispose();
    }

    [TrustByFileFact]
    public async Task A_secret_that_has_expired_holds_messages_up_until_the_new_one_is_set_and_the_bot_restarted()
    {
        var entra = new EntraStub(Population.Tenant, AppId);
        entra.Add(OldSecret);

        await RehearseAsync(
            entra,
            ("Bot__ClientSecret", OldSecret),
            end: () => entra.Expire(OldSecret),
            says: "the client secret has expired (AADSTS7000222)",
            replace: () =>
            {
                entra.Add(NewSecret);
                return ("Bot__ClientSecret", NewSecret);
            });

        Assert.Equal([OldSecret, NewSecret], entra.Accepted.Distinct());
    }

    [TrustByFileFact]
    public async Task A_bot_that_starts_with_a_secret_that_is_wrong_says_so_before_any_message_is_due()
    {
        var entra = new EntraStub(Population.Tenant, AppId);
        await using var cloud = await LoopbackCloud.StartAsync(_folder, entra);
        await using var bot = await StartAsync(cloud, ("Bot__ClientSecret", OldSecret));

        await SenderSaysAsync(bot, "Degraded", "the client secret is wrong: set its value, not its id (AADSTS7000215)");

        Assert.DoesNotContain(OldSecret, bot.Output, StringComparison.Ordinal);
    }

    private async Task RehearseAsync(
        EntraStub entra, (string Name, string Value) credential, Action end, string says, Func<(string Name, string Value)> replace)
    {
        await using var cloud = await LoopbackCloud.StartAsync(_folder, entra);
        cloud.Delivered = count =>
        {
            if (count == BeforeTheEnd)
            {
                end();
            }
        };
        var population = new Population(People, InCohort: People, GoLiveInDays: 20);
        StoredRollout rollout;
        await using (var store = await OpenAsync())
        {
            rollout = await population.SeedAsync(store, LoopbackCloud.ServiceUrl, SystemClock.Instance.GetCurrentInstant());
        }

        // Steps 1 and 2: messages go out until Entra refuses; the rest waits, and health says why.
        string logs;
        await using (var bot = await StartAsync(cloud, credential))
        {
            await SenderSaysAsync(bot, "Degraded", says);
            Assert.Equal(BeforeTheEnd, cloud.Connector.DeliveredMessages);
            await bot.StopAsync();
            logs = bot.Output;
        }

        Assert.Equal((BeforeTheEnd, 0, People - BeforeTheEnd), await RecordedAsync(rollout));
        Assert.InRange(entra.Refused, 1, 2);

        // Steps 3 and 4, as in the runbook.
        var replaced = replace();
        await using (var bot = await StartAsync(cloud, replaced))
        {
            await UntilAsync(() => Task.FromResult(cloud.Connector.DeliveredMessages == People));
            await SenderSaysAsync(bot, "Healthy", "keeps up");
            await bot.StopAsync();
            logs += bot.Output;
        }

        Assert.Equal((People, 0, 0), await RecordedAsync(rollout));
        var sent = cloud.Connector.Ended().Where(request => request.Operation == "send").Select(request => request.Conversation);
        Assert.Equal(population.Expected().Keys.Order(), sent.Order());
        Assert.InRange(entra.Refused, 1, 2);
        Assert.Empty(cloud.Elsewhere);
        Assert.Contains("AADSTS", logs, StringComparison.Ordinal);
        Assert.All(
            [.. entra.Confidential, OldSecret, NewSecret, "PRIVATE KEY"],
            secret => Assert.DoesNotContain(secret, logs, StringComparison.Ordinal));
    }

    // One message at a time, each with its own token, so that it is known what goes out before the
    // end.
    private Task<BotProcess> StartAsync(LoopbackCloud cloud, (string Name, string Value) credential) => BotProcess.StartAsync(
        _folder,
        new Dictionary<string, string>(cloud.Environment.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)))
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Information",
            ["Logging__LogLevel__Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
            ["Storage__Path"] = Path.Combine(_folder, "rollouts.db"),
            ["Delivery__Concurrency"] = "1",
            ["Bot__AppId"] = AppId,
            ["Bot__TenantId"] = Population.Tenant,
            ["Rollouts__Managers__0"] = "*",
            [credential.Name] = credential.Value,
        });

    private async Task<TableStore> OpenAsync()
    {
        var store = new TableStore(new EmbeddedTables(Path.Combine(_folder, "rollouts.db")));
        await store.OpenAsync();
        return store;
    }

    private async Task<(int Sent, int Failed, int Open)> RecordedAsync(StoredRollout rollout)
    {
        await using var store = await OpenAsync();
        var cohorts = new CohortRepository(store, new PartitionWriter(store));
        var (sent, failed, open) = (0, 0, 0);
        await foreach (var delivery in cohorts.ListDeliveriesAsync(new CohortKey(rollout.Id, rollout.Definition.Cohorts[0].Id)))
        {
            sent += delivery.State == DeliveryState.Sent ? 1 : 0;
            failed += delivery.State == DeliveryState.Failed ? 1 : 0;
            open += delivery.IsFinal ? 0 : 1;
        }

        return (sent, failed, open);
    }

    /// <summary>
    /// Requests health, as a probe does, until it has that status and says that about the senders.
    /// </summary>
    private async Task SenderSaysAsync(BotProcess bot, string status, string words)
    {
        var said = string.Empty;
        try
        {
            await UntilAsync(async () =>
            {
                said = await _http.GetStringAsync(bot.HealthDetails);
                using var report = JsonDocument.Parse(said);
                var sender = report.RootElement.GetProperty("checks").GetProperty("sender");
                return report.RootElement.GetProperty("status").GetString() == status
                    && sender.GetProperty("status").GetString() == status
                    && sender.GetProperty("description").GetString()!.Contains(words, StringComparison.Ordinal);
            });
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{said}\n{bot.Output}");
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!await isSo())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}

/// <summary>
/// A fact about a process that trusts an authority through <c>SSL_CERT_FILE</c>, which .NET reads
/// on Linux.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TrustByFileFactAttribute : FactAttribute
{
    public TrustByFileFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "SSL_CERT_FILE is read on Linux only.";
}
