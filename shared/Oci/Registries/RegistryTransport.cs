using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Registries;

/// <summary>
/// Sends requests to one registry: answers its challenges, follows its redirects without taking the credential to another
/// origin, and tries again what may succeed later.
/// </summary>
internal sealed class RegistryTransport : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    /// <summary>A registry that asks for a longer pause gets it from whoever scheduled the work.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly RegistryOptions _options;
    private readonly TimeProvider _time;
    private readonly int _attempts;
    private readonly HttpClient _http;
    private readonly RegistryAuthorizer _authorizer;

    public RegistryTransport(RegistryOptions options, TimeProvider time, int attempts)
    {
        (_options, _time, _attempts) = (options, time, attempts);
        Base = RegistryHosts.BaseAddress(options);
        _http = new HttpClient(RegistryHandler.Create(options)) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("attestry/0.1");
        _authorizer = new RegistryAuthorizer(options, Base, time, SendOnceAsync);
    }

    public string Host => _options.Host;

    /// <summary><c>https://host/v2/</c>.</summary>
    public Uri Base { get; }

    public TimeProvider Time => _time;

    /// <summary>The answer's headers; the caller reads and disposes it. Its status may be anything that is not worth another try.</summary>
    /// <exception cref="HttpRequestException">The registry cannot be reached, or refuses a token.</exception>
    /// <exception cref="OciException">A redirect or token realm is unsafe.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var again = request.Repeatable && attempt < _attempts;
            TimeSpan? wait = null;
            try
            {
                var response = await AuthorizedAsync(request, cancellation);
                if (!IsTransient(response.StatusCode) || !again || (wait = RetryAfter(response)) > LongestWait)
                    return response;
                response.Dispose();
            }
            catch (HttpRequestException e) when (again && IsTransient(e))
            {
                // The next attempt is the handling.
            }
            await Task.Delay(wait ?? Backoff(attempt), _time, cancellation);
        }
    }

    /// <summary>The whole body of an answer, bounded in bytes and time.</summary>
    /// <exception cref="OciException"><paramref name="tooLarge"/>, when the body is larger than <paramref name="most"/>.</exception>
    public async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, string tooLarge, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > most)
            throw TooLarge(tooLarge, most);
        using var limit = new CancellationTokenSource(RegistryRequest.UsualTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var body = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 0));
            await using var stream = await response.Content.ReadAsStreamAsync(linked.Token);
            var buffer = new byte[16 << 10];
            int read;
            while ((read = await stream.ReadAsync(buffer, linked.Token)) > 0)
            {
                if (body.Length + read > most)
                    throw TooLarge(tooLarge, most);
                body.Write(buffer, 0, read);
            }
            return body.ToArray();
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"{Host} did not finish its answer in {RegistryRequest.UsualTimeout.TotalSeconds} seconds.", e);
        }
    }

    public bool IsOwn(Uri uri) =>
        uri.Scheme == Base.Scheme && uri.Port == Base.Port && string.Equals(uri.IdnHost, Base.IdnHost, StringComparison.OrdinalIgnoreCase);

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AuthorizedAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var response = await FollowAsync(request, await _authorizer.CurrentAsync(request.Scope, cancellation), cancellation);
        // A challenge of the blob storage is not the registry's: its realm gets no credential.
        if (response.StatusCode is not HttpStatusCode.Unauthorized || !IsOwn(response.RequestMessage!.RequestUri!))
            return response;
        var answer = await _authorizer.AnswerAsync([.. response.Headers.WwwAuthenticate], request.Scope, cancellation);
        if (answer is null)
            return response;
        response.Dispose();
        return await FollowAsync(request, answer, cancellation);
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        var uri = request.Uri;
        for (var hops = 0; ; hops++)
        {
            // Once outside, the credential stays behind even when the way leads back.
            authorization = IsOwn(uri) ? authorization : null;
            using var message = request.Build(uri);
            message.Headers.Authorization = authorization;
            var response = await SendOnceAsync(message, request.Timeout, cancellation);
            if (!request.MayRedirect || (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
                return response;
            using (response)
                uri = Next(uri, response.Headers.Location, hops);
        }
    }

    private Uri Next(Uri from, Uri? location, int hops)
    {
        if (hops >= OciLimits.Redirects)
            throw Unsafe($"{Host} redirects more than {OciLimits.Redirects} times.");
        var to = location is null ? throw Unsafe($"{Host} redirects to nowhere.") : new Uri(from, location);
        if (to.Scheme != Uri.UriSchemeHttps && !(to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp))
            throw Unsafe($"{Host} redirects from {from.Scheme} to {to.Scheme}.");
        return to;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage message, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"{message.RequestUri!.Authority} did not answer in {timeout.TotalSeconds} seconds.", e);
        }
    }

    private static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    // A certificate that is wrong now is wrong in a second too.
    private static bool IsTransient(HttpRequestException e) =>
        e.StatusCode is { } status ? IsTransient(status) : e.HttpRequestError is not HttpRequestError.SecureConnectionError;

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero,
        _ => null,
    };

    // Doubling, with up to half of it added by chance so that many clients do not come back together.
    private static TimeSpan Backoff(int attempt) =>
        FirstWait * (1 << (attempt - 1)) * (1 + RandomNumberGenerator.GetInt32(500) / 1000.0);

    private static OciException Unsafe(string message) => new(new Finding(OciFindings.RegistryUnsafeRedirect, Severity.High, message));

    private OciException TooLarge(string id, int most) => new(new Finding(id, Severity.High, $"{Host} answers with more than {most} bytes."));
}
