using System.Net.Http.Headers;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Signing;

namespace Attestry.Sigstore.Http;

/// <summary>Speaks to certificate authorities, logs and timestamp authorities over HTTP.</summary>
/// <param name="http">Its handler must not follow redirects: requests hold identity tokens.</param>
public sealed class HttpSigningTransport(HttpClient http) : ISigningTransport
{
    /// <exception cref="HttpRequestException">The service cannot be reached or refuses; the message names it and its status, and nothing of what was sent.</exception>
    public async Task<byte[]> PostAsync(Uri url, string mediaType, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{url.Host} refuses with status {(int)answer.StatusCode}.", null, answer.StatusCode);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            read.Write(buffer, 0, count);
            if (read.Length > SignatureLimits.AnswerBytes)
                throw new InvalidDataException($"{url.Host} answers with more than {SignatureLimits.AnswerBytes} bytes.");
        }
        return read.ToArray();
    }
}
