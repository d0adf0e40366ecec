using System.Text;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The hosts where Teams stores people's files: OneDrive and SharePoint of each cloud. File
/// addresses arrive in untrusted activities; no other host is ever read from or written to. Source:
/// "Microsoft 365 URLs and IP address ranges" (SharePoint Online and OneDrive),
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
    /// True for an https address on one of the hosts, in plain ASCII and without port or user name.
    /// </summary>
    public static bool IsAllowed(Uri? address) =>
        address is { IsAbsoluteUri: true, IsDefaultPort: true, UserInfo.Length: 0 }
        && address.Scheme == Uri.UriSchemeHttps
        && Ascii.IsValid(address.Host)
        && Suffixes.Any(suffix => address.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
