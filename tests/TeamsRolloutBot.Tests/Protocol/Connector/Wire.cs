using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

/// <summary>The connector on the test's own transport.</summary>
internal static class Wire
{
    public static BotConnector Connector(
        HttpMessageHandler wire, ServiceUrlPolicy policy, IBotCredential? credential = null, TimeProvider? time = null)
    {
        var guard = new ConnectorGuard(policy, time ?? TimeProvider.System) { InnerHandler = wire };
        return new BotConnector(new ConnectorClients(new OneClient(guard), credential ?? new NoCredential(), policy), policy);
    }

    private sealed class OneClient(HttpMessageHandler handler) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);
    }
}
