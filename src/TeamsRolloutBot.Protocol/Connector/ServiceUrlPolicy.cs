using System.Text;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The service URLs the bot may talk to. An activity names the address for its replies, which carry
/// the bot's token: a foreign address would receive the token.
/// </summary>
/// <param name="cloud">The cloud whose connector hosts are allowed, over https on the default
/// port.</param>
/// <param name="allowLoopback">Also allow http to this machine, for local test clients; Development
/// only.</param>
public sealed class ServiceUrlPolicy(BotCloud cloud, bool allowLoopback)
{
    private readonly IReadOnlyList<string> hosts = BotCloudEndpoints.For(cloud).ServiceHosts;

    private volatile string? lastAllowed;

    /// <summary>True if the address is allowed as a service URL.</summary>
    public bool IsAllowed(string? serviceUrl)
    {
        // Successive messages mostly go to the same address.
        if (serviceUrl is not null && serviceUrl == lastAllowed)
        {
            return true;
        }

        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) || !IsAllowed(uri))
        {
            return false;
        }

        lastAllowed = serviceUrl;
        return true;
    }

    private bool IsAllowed(Uri uri) => uri.Query.Length == 0 && uri.Fragment.Length == 0 && MayReach(uri);

    /// <summary>True if a request may go to this address, whatever its path.</summary>
    internal bool MayReach(Uri uri)
    {
        if (uri.UserInfo.Length > 0)
        {
            return false;
        }

        if (uri.Scheme == Uri.UriSchemeHttp)
        {
            return allowLoopback && IsLoopback(uri);
        }

        return uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && Ascii.IsValid(uri.Host)
            && hosts.Any(host => Matches(host, uri.Host));
    }

    internal static bool IsLoopback(Uri uri) => uri.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static bool Matches(string pattern, string host) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase);
}
