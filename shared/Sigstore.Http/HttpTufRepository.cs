using System.Net;
using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Http;

/// <summary>A TUF repository on a web server.</summary>
/// <param name="http">Its handler decides about proxies and certificate authorities; it should not follow redirects to other hosts.</param>
public sealed class HttpTufRepository(HttpClient http, Uri repository) : ITufRepository
{
    private readonly string _base = repository.AbsoluteUri.TrimEnd('/');

    /// <exception cref="HttpRequestException">The server cannot be reached, or answers with anything but the file or that it has none.</exception>
    public async Task<Stream?> OpenAsync(string path, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(new Uri($"{_base}/{path}"), HttpCompletionOption.ResponseHeadersRead, cancellation);
        try
        {
            // Object stores that must not be listed say 403 of what they do not have.
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
            {
                answer.Dispose();
                return null;
            }
            answer.EnsureSuccessStatusCode();
            // The stream keeps the answer, and gives its connection back when it is disposed.
            return await answer.Content.ReadAsStreamAsync(cancellation);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
