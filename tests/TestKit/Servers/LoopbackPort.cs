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
}
