using System.Net;
using System.Net.Sockets;

namespace Attestry.TestKit.Servers;

public static class LoopbackPort
{
    /// <summary>A port that nobody listens on now. Another process may take it before its user does, so starting a server is tried again.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// The first of two neighbours that nobody listens on now, below those that the system gives to connections: one that was a connection's a
    /// moment ago cannot be listened on for a while, and a server that is turned off and on again wants its own back.
    /// </summary>
    public static int FreePair()
    {
        for (var tried = 1; ; tried++)
        {
            var first = Random.Shared.Next(12_000, 32_000);
            try
            {
                using TcpListener one = new(IPAddress.Loopback, first), next = new(IPAddress.Loopback, first + 1);
                one.Start();
                next.Start();
                return first;
            }
            catch (SocketException) when (tried < 100)
            {
                // Taken.
            }
        }
    }
}
