using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>Ports for processes that have to be told theirs before they listen.</summary>
/// <remarks>
/// They lie below those a system hands out to who asks for any (Linux from 32768 on, by IANA from
/// 49152 on): one of those may be given to a server beside before the process listens on it, and
/// then it is that server which gets its requests.
/// </remarks>
internal static class LoopbackPort
{
    private const int First = 20_000;
    private const int Last = 29_999;

    /// <summary>A port on which nobody listens.</summary>
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
                // Another one.
            }
        }
    }
}
