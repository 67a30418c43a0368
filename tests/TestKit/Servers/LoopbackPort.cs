using System.Net;
using System.Net.Sockets;

namespace Attestry.TestKit.Servers;

/// <summary>
/// Ports for servers that are told theirs, all below those that the system gives to connections (Linux: 32768 and up): one of those could become
/// a connection's own before its server listens, or while a server that wants it back is off.
/// </summary>
public static class LoopbackPort
{
    private const int Lowest = 12_000;

    private const int Highest = 32_000;

    private const int MostTries = 1000;

    private static readonly HashSet<int> Given = [];

    /// <summary>
    /// A port that nobody listens on now and that this process did not give out before. Another process may take it before its user does, so
    /// starting a server is tried again where that can be.
    /// </summary>
    public static int Free() => FirstOf(1);

    /// <summary>The first of two neighbours.</summary>
    /// <inheritdoc cref="Free"/>
    public static int FreePair() => FirstOf(2);

    private static int FirstOf(int count)
    {
        lock (Given)
        {
            for (var tried = 0; tried < MostTries; tried++)
            {
                var ports = Enumerable.Range(Random.Shared.Next(Lowest, Highest), count).ToList();
                if (ports.Exists(Given.Contains) || !ports.TrueForAll(IsFree))
                    continue;
                Given.UnionWith(ports);
                return ports[0];
            }
        }
        throw new InvalidOperationException($"No port from {Lowest} to {Highest} is free.");
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
