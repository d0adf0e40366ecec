using Azure.Core;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Authentication.Azure;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// The connection to Graph: a single client, and the translation of its failures.
/// </summary>
internal sealed partial class GraphConnection(
    IHttpClientFactory clients, IOptions<GraphOptions> options, IOptions<BotOptions> bot, GraphLevels levels,
    ILogger<GraphConnection> logger)
{
    private readonly Lock _gate = new();
    private GraphServiceClient? _client;

    /// <summary>Overrides the configured sign-in (tests).</summary>
    internal TokenCredential? Credential { get; set; }

    public GraphOptions Options => options.Value;

    public GraphCloud Cloud => GraphCloud.For(options.Value.Cloud ?? BotCloud.Public);

    /// <summary>
    /// True for the tenant the bot is signed in to; other tenants' people can't be found.
    /// </summary>
    public bool Serves(string tenantId) =>
        options.Value.IsOn && string.Equals(options.Value.TenantId, tenantId, StringComparison.OrdinalIgnoreCase);

    public GraphServiceClient Client
    {
        get
        {
            lock (_gate)
            {
                return _client ??= CreateClient();
            }
        }
    }

    /// <summary>Makes a call, and records what it reveals about the feature's permission.</summary>
    /// <param name="feature">The feature it belongs to; null: the caller decides.</param>
    /// <param name="isRead">Whether it is read-only.</param>
    /// <param name="call">The call.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isProof">Whether success proves that the feature works.</param>
    /// <exception cref="GraphException">The call failed.</exception>
    public async Task<T> CallAsync<T>(
        GraphFeature? feature, bool isRead, Func<GraphServiceClient, Task<T>> call, CancellationToken ct, bool isProof = true)
    {
        try
        {
            var result = await call(Client);
            if (isProof && feature is { } works)
            {
                levels.Permit(works);
            }

            return result;
        }
        catch (Exception fault) when (!(fault is OperationCanceledException && ct.IsCancellationRequested))
        {
            var failure = GraphFailures.Of(fault, isRead);
            LogFailed(logger, failure.Kind, failure.Status, failure.Code);
            if (feature is { } closed && failure.Kind is GraphFailureKind.NotPermitted or GraphFailureKind.SignIn)
            {
                Close(closed, failure);
            }

            throw failure;
        }
    }

    /// <summary>Records that a feature does not work.</summary>
    public void Close(GraphFeature feature, GraphException failure)
    {
        var facts = GraphFeatureFacts.Of(feature);
        var isSignIn = failure.Kind == GraphFailureKind.SignIn;
        if (levels.Withdraw(feature, () => isSignIn ? ManagerTexts.GraphSignInRefused : facts.ToGrant, isSignIn))
        {
            LogWithdrawn(logger, facts.Name, failure.Status, failure.Code);
        }
    }

    private GraphServiceClient CreateClient()
    {
        var endpoint = options.Value.Endpoint.Length > 0 ? options.Value.Endpoint.TrimEnd('/') : Cloud.Endpoint;
        var credential = Credential ?? GraphCredential.Create(options.Value, bot.Value);
        var authentication = new AzureIdentityAuthenticationProvider(
            credential, allowedHosts: [new Uri(endpoint).Host], scopes: [Cloud.Scope]);
        return new GraphServiceClient(clients.CreateClient(GraphPipeline.ClientName), authentication, endpoint);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A call to Graph failed: {Kind}, status {Status}, code {Code}")]
    private static partial void LogFailed(ILogger logger, GraphFailureKind kind, int? status, string? code);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The feature {Feature} has stopped working: status {Status}, code {Code}; the bot continues without it and will retry")]
    private static partial void LogWithdrawn(ILogger logger, string feature, int? status, string? code);
}
