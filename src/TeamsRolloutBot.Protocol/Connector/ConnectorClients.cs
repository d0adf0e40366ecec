using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Bot.Connector;
using Microsoft.Rest;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// Caches one SDK client per service URL: creating one takes longer than a request and leaks some
/// memory.
/// </summary>
internal sealed class ConnectorClients(IHttpClientFactory http, IBotCredential credential, ServiceUrlPolicy policy)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "bot-connector";

    /// <summary>The overall timeout of a request.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // The platform has only a few; in Development any local address is allowed.
    private const int MostKept = 1000;

    // The SDK wants a client even for a turn without a service URL. Its requests are refused before
    // they go out.
    private static readonly Uri Nowhere = new("https://nowhere.invalid/");

    private readonly ConcurrentDictionary<string, ConnectorClient> clients = new(StringComparer.Ordinal);
    private readonly BearerToken bearer = new(credential);

    /// <summary>
    /// The client for a service URL; for a disallowed one, a client whose requests are all refused.
    /// </summary>
    public ConnectorClient For(string? serviceUrl)
    {
        var address = serviceUrl is not null && policy.IsAllowed(serviceUrl) ? serviceUrl : string.Empty;
        if (clients.TryGetValue(address, out var known))
        {
            return known;
        }

        var client = Create(address.Length == 0 ? Nowhere : new Uri(address));
        return clients.Count < MostKept ? clients.GetOrAdd(address, client) : client;
    }

    // Given an HTTP client, the SDK neither retries on its own nor disposes of it after a turn.
    private ConnectorClient Create(Uri address)
    {
        var client = new ConnectorClient(address, bearer, http.CreateClient(ClientName), disposeHttpClient: false);
        TeamsJson.Writing(client.SerializationSettings);
        TeamsJson.Reading(client.DeserializationSettings);

        // The SDK would disclose the operating system and its version.
        client.HttpClient.DefaultRequestHeaders.UserAgent.Clear();
        return client;
    }

    private sealed class BearerToken(IBotCredential credential) : ServiceClientCredentials
    {
        public override async Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (await credential.GetTokenAsync(cancellationToken) is { } token)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }
        }
    }
}
