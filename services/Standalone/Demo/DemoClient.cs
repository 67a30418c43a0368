using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Sigstore.Keys;

namespace Attestry.Standalone.Demo;

/// <summary>Asks the running system over HTTP, as any client would.</summary>
internal sealed class DemoClient : IDisposable
{
    private readonly HttpClient _http;

    internal DemoClient(Uri address, string apiKey)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>State and reasons now; <see cref="DecisionState.Unknown"/> before the first webhook arrived.</summary>
    internal async Task<DemoStatus> StatusAsync(Digest digest, string repository, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(Path(digest, "", repository), cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return new(DecisionState.Unknown, []);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        var artifact = body.RootElement.GetProperty("artifacts")[0];
        return new(
            artifact.GetProperty("state").Deserialize<DecisionState>(),
            [.. artifact.GetProperty("reasons").EnumerateArray().Select(r => (r.GetProperty("id").GetString()!, r.GetProperty("message").GetString()!))]);
    }

    internal Task<byte[]> EnvelopeAsync(Digest digest, string repository, CancellationToken cancellation) =>
        _http.GetByteArrayAsync(Path(digest, "/envelope", repository), cancellation);

    internal Task<byte[]> SbomAsync(Digest digest, string repository, string format, CancellationToken cancellation) =>
        _http.GetByteArrayAsync(Path(digest, $"/evidence/sbom/files/{format}", repository), cancellation);

    /// <summary>The keys that decisions are signed with, as anyone can fetch them.</summary>
    internal async Task<IReadOnlyList<VerificationKey>> KeysAsync(CancellationToken cancellation)
    {
        using var body = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri("/.well-known/attestry/keys.json", UriKind.Relative), cancellation));
        return [.. body.RootElement.GetProperty("keys").EnumerateArray().Select(key => VerificationKey.FromPem(key.GetProperty("pem").GetString()!))];
    }

    public void Dispose() => _http.Dispose();

    private static Uri Path(Digest digest, string rest, string repository) =>
        new($"/v1/attestations/{digest}{rest}?repository={Uri.EscapeDataString(repository)}", UriKind.Relative);
}
