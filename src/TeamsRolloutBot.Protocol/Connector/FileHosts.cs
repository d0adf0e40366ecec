using System.Text;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The hosts on which Teams keeps people's files: OneDrive and SharePoint of each cloud. Addresses
/// of files come from outside with an activity; nothing is ever read from, or written to, another
/// host. Source: "Microsoft 365 URLs and IP address ranges" (SharePoint Online and OneDrive),
/// learn.microsoft.com, for each cloud.
/// </summary>
public static class FileHosts
{
    private static readonly string[] Suffixes =
    [
        ".sharepoint.com",
        ".sharepoint-df.com",
        ".svc.ms",
        ".1drv.com",
        ".sharepoint.us",
        ".sharepoint-mil.us",
        ".sharepoint.cn",
    ];

    /// <summary>
    /// True for an https address without a port or user name of its own on one of the hosts, which
    /// are written in plain letters.
    /// </summary>
    public static bool IsAllowed(Uri? address) =>
        address is { IsAbsoluteUri: true, IsDefaultPort: true, UserInfo.Length: 0 }
        && address.Scheme == Uri.UriSchemeHttps
        && Ascii.IsValid(address.Host)
        && Suffixes.Any(suffix => address.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
