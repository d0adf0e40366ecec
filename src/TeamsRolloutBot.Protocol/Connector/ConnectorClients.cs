using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Bot.Connector;
using Microsoft.Rest;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// One client of the SDK for each service URL, kept: making one takes longer than a request does,
/// and some memory for good.
/// </summary>
internal sealed class ConnectorClients(IHttpClientFactory http, IBotCredential credential, ServiceUrlPolicy policy)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "bot-connector";

    /// <summary>How long a request may take, all in all.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // The platform has a few; in Development anything on this machine is allowed.
    private const int MostKept = 1000;

    // In a turn that came without an address the SDK wants a client all the same. What it sends is
    // refused before it goes out.
    private static readonly Uri Nowhere = new("https://nowhere.invalid/");

    private readonly ConcurrentDictionary<string, ConnectorClient> clients = new(StringComparer.Ordinal);
    private readonly BearerToken bearer = new(credential);

    /// <summary>
    /// The client for a service URL; for one that is not allowed, a client whose requests are all
    /// refused.
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

    // With an HTTP client given, the SDK neither repeats requests behind our back nor ends it when
    // it disposes of its own client after a turn.
    private ConnectorClient Create(Uri address)
    {
        var client = new ConnectorClient(address, bearer, http.CreateClient(ClientName), disposeHttpClient: false);
        TeamsJson.Writing(client.SerializationSettings);
        TeamsJson.Reading(client.DeserializationSettings);

        // The SDK tells whoever is asked the operating system and its version.
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
