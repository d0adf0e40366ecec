using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace TeamsRolloutBot.Hosting.Development;

/// <summary>
/// Free ports of this machine. Development only: elsewhere, a published port is exactly the one
/// configured, or none.
/// </summary>
internal static class FreePort
{
    /// <summary>The first free port, starting from the wanted one.</summary>
    /// <param name="wanted">1 to 65535; 0: any.</param>
    public static int From(int wanted)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return wanted > 0
            && Enumerable.Range(wanted, IPEndPoint.MaxPort - wanted + 1).FirstOrDefault(port => !taken.Contains(port)) is > 0 and var free
            ? free
            : Any();
    }

    /// <summary>An address to listen on, with the next free port if its own is taken.</summary>
    public static string Address(string configured) =>
        Uri.TryCreate(configured, UriKind.Absolute, out var address) && address.IsLoopback && address.Port > 0
            ? new UriBuilder(address) { Port = From(address.Port) }.Uri.GetLeftPart(UriPartial.Authority)
            : configured;

    private static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
