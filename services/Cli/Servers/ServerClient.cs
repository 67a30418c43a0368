using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Servers;

/// <summary>Asks one server. Redirects are not followed: the key is for the host that was named.</summary>
internal sealed class ServerClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    private ServerClient(Uri server, string? apiKey)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = server,
            Timeout = Patience,
            MaxResponseContentBufferSize = CommandLineLimits.AnswerBytes,
        };
        if (apiKey is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <param name="insecure">Hosts to which a key may travel without TLS; this machine always is one.</param>
    internal static ServerClient Open(string server, string? apiKey, IReadOnlyList<string> insecure)
    {
        if (!Uri.TryCreate(server.EndsWith('/') ? server : $"{server}/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new CommandException($"--server {Bounded.Quote(server)} is no address.", "Write for example https://attestry.example.com.");
        if (uri is { Scheme: "http", IsLoopback: false } && !insecure.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase))
            throw new CommandException($"{server} is without TLS: anybody on the way could read the key and answer.", $"Use https, or add --insecure {uri.Authority}.");
        return new(uri, apiKey);
    }

    /// <returns>200 or 404 with the body.</returns>
    /// <exception cref="CommandException">Not reachable, or the server refuses this caller.</exception>
    internal Task<(HttpStatusCode Status, byte[] Body)> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    /// <returns>200, 201, 400 or 404 with the body.</returns>
    /// <inheritdoc cref="GetAsync"/>
    internal Task<(HttpStatusCode Status, byte[] Body)> PostAsync<T>(string path, T value, CancellationToken cancellation) => SendAsync(HttpMethod.Post, path, JsonContent.Create(value), cancellation);

    /// <summary>Without a body.</summary>
    /// <returns>200, 201, 400, 404 or 409 with the body.</returns>
    /// <inheritdoc cref="GetAsync"/>
    internal Task<(HttpStatusCode Status, byte[] Body)> PostAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Post, path, null, cancellation);

    /// <inheritdoc cref="GetAsync"/>
    internal Task<(HttpStatusCode Status, byte[] Body)> DeleteAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Delete, path, null, cancellation);

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            using var response = await _http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound
                || method == HttpMethod.Post && response.StatusCode is (HttpStatusCode.Created or HttpStatusCode.BadRequest)
                || content is null && method == HttpMethod.Post && response.StatusCode == HttpStatusCode.Conflict
                ? (response.StatusCode, body)
                : throw Refused(response.StatusCode, method);
        }
        catch (HttpRequestException e)
        {
            throw new CommandException($"{_http.BaseAddress} cannot be reached: {e.Message}", "Check --server, and that the server runs.", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException($"{_http.BaseAddress} did not answer in {Patience.TotalSeconds} seconds.", "Check --server, and that the server is well.", e);
        }
    }

    /// <summary>An answer that may be larger than others.</summary>
    /// <param name="most">Bytes.</param>
    /// <returns>200 or 404 with the body.</returns>
    /// <inheritdoc cref="GetAsync"/>
    internal async Task<(HttpStatusCode Status, byte[] Body)> DownloadAsync(string path, int most, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
                throw Refused(response.StatusCode, HttpMethod.Get);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            using var body = new MemoryStream();
            var buffer = new byte[64 << 10];
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
            {
                body.Write(buffer, 0, read);
                if (body.Length > most)
                    throw new CommandException($"{_http.BaseAddress} sends more than {most} bytes.", "Ask for less.");
            }
            return (response.StatusCode, body.ToArray());
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new CommandException($"{_http.BaseAddress} cannot be reached: {e.Message}", "Check --server, and that the server runs.", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException($"{_http.BaseAddress} did not answer in {Patience.TotalSeconds} seconds.", "Check --server, and that the server is well.", e);
        }
    }

    /// <exception cref="CommandException">Always to be thrown: what answered is no Attestry server.</exception>
    internal CommandException Strange(Exception? inner = null) =>
        new($"{_http.BaseAddress} does not answer as an Attestry server does.", "Check --server.", inner);

    public void Dispose() => _http.Dispose();

    private CommandException Refused(HttpStatusCode status, HttpMethod method) => status switch
    {
        HttpStatusCode.Unauthorized => new($"{_http.BaseAddress} does not know the API key.", "Give a key that is in force with --api-key-file or ATTESTRY_API_KEY."),
        HttpStatusCode.Forbidden => new($"{_http.BaseAddress} does not let this API key ask for it.", method == HttpMethod.Get ? "Use a key with the role runtime or auditor." : "Use a key with the role admin."),
        >= HttpStatusCode.InternalServerError => new($"{_http.BaseAddress} answers {(int)status}.", "See the server's log, and try again."),
        _ => new($"{_http.BaseAddress} answers {(int)status}.", "Check --server."),
    };
}
