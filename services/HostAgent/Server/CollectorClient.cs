using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Server;

/// <summary>Speaks <see cref="HostProtocol"/> to one collector. Redirects are not followed: the keys are for the server that was named.</summary>
internal sealed class CollectorClient : IDisposable
{
    private const int AnswerBytes = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private static readonly string[] ProblemMembers = ["title", "detail", "findings"];

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    private CollectorClient(HttpClient http, TimeProvider time) => (_http, _time) = (http, time);

    /// <summary>How far the server's clock is ahead of this one, by its last answer: its times are compared with its own clock.</summary>
    private TimeSpan Ahead { get; set; }

    /// <exception cref="AgentException">The file with certificates cannot be read.</exception>
    internal static CollectorClient Open(ServerSettings server, TimeProvider time)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
        if (server.CertificateFile is { } file)
            handler.SslOptions.CertificateChainPolicy = TrustOnly(file);
        var http = new HttpClient(handler) { BaseAddress = server.Address, Timeout = Patience, MaxResponseContentBufferSize = AnswerBytes };
        if (server.ApiKey is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.ApiKey);
        return new(http, time);
    }

    internal Task<EnrolChallenge> EnrolAsync(EnrolRequest request, CancellationToken cancellation) =>
        AskAsync<EnrolChallenge>(HttpMethod.Post, HostProtocol.EnrolPath, request, token: null, cancellation);

    internal Task<ActivationAnswer> ActivateAsync(string enrolment, ActivationRequest request, CancellationToken cancellation) =>
        AskAsync<ActivationAnswer>(HttpMethod.Post, HostProtocol.ActivationPath(Uri.EscapeDataString(enrolment)), request, token: null, cancellation);

    internal Task<Challenge> ChallengeAsync(string host, string token, ChallengeRequest request, CancellationToken cancellation) =>
        AskAsync<Challenge>(HttpMethod.Post, HostProtocol.ChallengePath(host), request, token, cancellation);

    internal Task<EvidenceStatus> SendAsync(string host, string token, HostEvidence evidence, CancellationToken cancellation) =>
        AskAsync<EvidenceStatus>(HttpMethod.Post, HostProtocol.EvidencePath(host), evidence, token, cancellation);

    internal Task<EvidenceStatus> StatusAsync(string host, string token, string evidence, CancellationToken cancellation) =>
        AskAsync<EvidenceStatus>(HttpMethod.Get, HostProtocol.StatusPath(host, Uri.EscapeDataString(evidence)), null, token, cancellation);

    /// <summary>Does anything answer there?</summary>
    /// <exception cref="CollectorException">No.</exception>
    internal async Task<HttpStatusCode> ReachAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health/live", UriKind.Relative));
        return (await SendAsync(request, cancellation)).Status;
    }

    /// <summary>How long from now until a time that the server stated.</summary>
    internal TimeSpan Until(DateTimeOffset time) => time - (_time.GetUtcNow() + Ahead);

    public void Dispose() => _http.Dispose();

    private async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, string? token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: HostProtocol.Json);
        if (token is not null)
            request.Headers.Add(HostProtocol.TokenHeader, token);
        var (status, answer, retryAfter) = await SendAsync(request, cancellation);
        if ((int)status is not (>= 200 and < 300))
            throw CollectorException.Of(_http.BaseAddress!, status, Problem(answer), retryAfter);
        try
        {
            return JsonSerializer.Deserialize<T>(answer, HostProtocol.Json) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new CollectorException(status, $"{_http.BaseAddress} does not answer as an Attestry collector does.", "Check --server, and that both are of the same version.", e);
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (response.Headers.Date is { } date)
                Ahead = date - _time.GetUtcNow();
            var retry = response.Headers.RetryAfter;
            return (response.StatusCode, body, retry?.Delta ?? (retry?.Date is { } until ? Until(until) : null));
        }
        catch (HttpRequestException e)
        {
            throw new CollectorException(null, $"{_http.BaseAddress} cannot be reached: {Bounded.Quote(e.InnerException?.Message ?? e.Message)}", "Check --server, --ca-file, and that the server runs.", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new CollectorException(null, $"{_http.BaseAddress} did not answer in {Patience.TotalSeconds:F0} seconds.", "Check --server, and that the server is well.", e);
        }
    }

    /// <summary>Title, detail and finding ids of a problem document (RFC 9457); empty when it is none.</summary>
    private static string Problem(byte[] body)
    {
        try
        {
            using var document = StrictJson.Parse(body, AnswerBytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return "";
            var texts = ProblemMembers.Where(name => document.RootElement.TryGetProperty(name, out _))
                .Select(name => document.RootElement.GetProperty(name)).SelectMany(Texts);
            return string.Join("; ", texts.Take(10).Select(text => Bounded.Quote(text)));
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.TryGetProperty("id", out var id) ? Texts(id) : [],
        _ => [],
    };

    private static X509ChainPolicy TrustOnly(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new AgentException($"{file} cannot be read: {e.Message}", "Give a PEM file with the server's authority with --ca-file.", e) { IsFinal = true };
        }
        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new AgentException($"{file} holds no certificate.", "Give a PEM file with the server's authority with --ca-file.") { IsFinal = true };
    }
}
