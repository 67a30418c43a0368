using System.Net;
using System.Net.Http.Headers;

namespace Attestry.Advisories.Sources;

/// <summary>Gets what a source's URL serves into a file, if it changed.</summary>
internal static class SourceDownload
{
    /// <summary>All of OSV in one zip has less than 2 GiB.</summary>
    private const long MostBytes = 8L << 30;

    /// <returns>Null when the server says that it is what <paramref name="tag"/> names.</returns>
    /// <exception cref="HttpRequestException">The server does not answer, or not with success.</exception>
    internal static async Task<SourceContent?> GetAsync(HttpClient client, Uri url, string? tag, string target, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (EntityTagHeaderValue.TryParse(tag, out var known))
            request.Headers.IfNoneMatch.Add(known);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
            return null;
        response.EnsureSuccessStatusCode();
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        await using var file = File.Create(target);
        var buffer = new byte[1 << 17];
        for (long total = 0; await content.ReadAsync(buffer, cancellation) is > 0 and var count;)
        {
            if ((total += count) > MostBytes)
                throw new InvalidDataException($"{url} serves more than {MostBytes} bytes.");
            await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
        // A weak tag will do: it is sent back as it is.
        return new(target, response.Content.Headers.LastModified ?? DateTimeOffset.UnixEpoch, response.Headers.ETag?.ToString());
    }
}
