using System.Net;
using System.Net.Sockets;

namespace Attestry.TestKit.Servers;

internal static class Handshake
{
    /// <summary>Whoever listens on <paramref name="port"/> answers <paramref name="message"/> with <paramref name="first"/> as first byte.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static async Task<bool> AnswersAsync(int port, byte[] message, byte first)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(message, patience.Token);
        var answer = new byte[1];
        return await stream.ReadAsync(answer, patience.Token) == 1 && answer[0] == first;
    }
}
