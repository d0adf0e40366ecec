using System.Text;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// Which service URLs the bot talks to. An activity names the address its answers go to, with the
/// bot's token: an address of somebody else would be handed the token.
/// </summary>
/// <param name="cloud">The cloud whose connector hosts are allowed, over https and without a port
/// of their own.</param>
/// <param name="allowLoopback">Also allow http to this machine: local test clients, in Development
/// only.</param>
public sealed class ServiceUrlPolicy(BotCloud cloud, bool allowLoopback)
{
    private readonly IReadOnlyList<string> hosts = BotCloudEndpoints.For(cloud).ServiceHosts;

    private volatile string? lastAllowed;

    /// <summary>True when requests may go to this address.</summary>
    public bool IsAllowed(string? serviceUrl)
    {
        // One message after another goes to the same address.
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

    /// <summary>True when a request may go to this address, whatever is asked of it.</summary>
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
