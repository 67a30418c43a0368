using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Attestry.Benchmarks.Status;

/// <summary>One HTTP/1.1 connection that understands just what the servers here answer: a status line and <c>Content-Length</c>.</summary>
internal sealed class KeptConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 << 10];

    private KeptConnection()
    {
    }

    internal static async Task<KeptConnection> OpenAsync(IPEndPoint server, CancellationToken cancellation)
    {
        var connection = new KeptConnection();
        try
        {
            await connection._socket.ConnectAsync(server, cancellation);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends the request and reads the whole answer.</summary>
    /// <returns>Its status.</returns>
    internal async ValueTask<int> AskAsync(byte[] request, CancellationToken cancellation)
    {
        await _socket.SendAsync(request, cancellation);
        for (var filled = 0; ;)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled), cancellation);
            if (read == 0)
                throw new BenchmarkException("The server closed the connection.");
            filled += read;
            if (TryParse(_buffer.AsSpan(0, filled), out var status, out var length) && length <= filled)
                return length == filled ? status : throw new BenchmarkException("More came than was asked for.");
            if (filled == _buffer.Length)
                throw new BenchmarkException("An answer is too large for the load generator.");
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>False while the header is not there yet.</summary>
    /// <param name="length">Of the answer with its header.</param>
    private static bool TryParse(ReadOnlySpan<byte> answer, out int status, out int length)
    {
        (status, length) = (0, 0);
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        // "HTTP/1.1 200 OK"
        if (!Utf8Parser.TryParse(answer[9..], out status, out _))
            throw new BenchmarkException("That is no HTTP answer.");
        var name = "\r\nContent-Length: "u8;
        var at = answer[..end].IndexOf(name);
        var body = 0;
        if (status != 304 && !(at >= 0 && Utf8Parser.TryParse(answer[(at + name.Length)..], out body, out _)))
            throw new BenchmarkException($"An answer {status} states no length.");
        length = end + 4 + body;
        return true;
    }
}
