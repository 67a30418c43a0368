using System.Net;
using System.Runtime.CompilerServices;

namespace Attestry.Cli.Servers;

/// <summary>Follows a server's list to its end.</summary>
internal static class ServerList
{
    /// <param name="path">With a query, or without one.</param>
    /// <exception cref="CommandException">The server does not know the path.</exception>
    internal static async IAsyncEnumerable<T> ReadAsync<T>(ServerClient server, string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var query = $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=200{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";
            var (status, body) = await server.GetAsync(path + query, cancellation);
            if (status != HttpStatusCode.OK)
                throw server.Strange();
            var page = AnswerJson.Read<ServerPage<T>>(body, server);
            foreach (var item in page.Items)
                yield return item;
            // A server that gives the same page for ever is none.
            if (page.Next is null || page.Next == after)
                yield break;
            after = page.Next;
        }
    }
}
