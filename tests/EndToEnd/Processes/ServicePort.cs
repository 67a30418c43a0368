using System.Net;
using System.Net.Sockets;

namespace Attestry.EndToEnd.Processes;

/// <summary>Ports for services that are killed and come back.</summary>
internal static class ServicePort
{
    // Below what the kernel gives to outgoing connections (32768 and up), of which one could else take the port meanwhile.
    private const int Lowest = 20_000;

    private const int Highest = 32_000;

    private static readonly HashSet<int> Given = [];

    internal static int Reserve()
    {
        lock (Given)
        {
            for (var port = Random.Shared.Next(Lowest, Highest); ; port = Random.Shared.Next(Lowest, Highest))
                if (IsFree(port) && Given.Add(port))
                    return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
