using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>Ports for processes that have to know theirs before they listen.</summary>
/// <remarks>
/// These are below the range from which a system assigns free ports (Linux from 32768, IANA from
/// 49152). A port from that range could be assigned to another server before the process listens on
/// it, and that server would then get its requests.
/// </remarks>
internal static class LoopbackPort
{
    private const int First = 20_000;
    private const int Last = 29_999;

    /// <summary>A port that nobody listens on.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last + 1);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Try another one.
            }
        }
    }
}
