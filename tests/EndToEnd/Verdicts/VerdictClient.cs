using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Sigstore.Keys;
using Attestry.Storage;

namespace Attestry.EndToEnd.Verdicts;

/// <summary>Asks the status service over HTTP with an API key, as runtimes and auditors do.</summary>
/// <param name="outputs">What the processes wrote, for the message when a verdict does not come.</param>
internal sealed class VerdictClient(Uri address, string key, Func<string> outputs) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly HttpClient _http = new()
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(100),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>Null while it is not known.</summary>
    internal async Task<Verdict?> FindAsync(string repository, Digest digest)
    {
        using var answer = await _http.GetAsync(Path(repository, digest));
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return body.RootElement.GetProperty("artifacts")[0].Deserialize<Verdict>(DocumentJson.Options);
    }

    /// <summary>Waits until the artifact's state is <paramref name="state"/>.</summary>
    internal async Task<Verdict> ExpectAsync(string repository, Digest digest, DecisionState state)
    {
        Verdict? verdict = null;
        await HoldsAsync(async () => (verdict = await FindAsync(repository, digest))?.State == state, () => $"{repository}@{digest} is {state}; it is {verdict}");
        return verdict!;
    }

    /// <summary>Waits until <paramref name="count"/> artifacts of the repository are decided; answers each one's state.</summary>
    internal async Task<IReadOnlyDictionary<Digest, DecisionState>> ExpectDecidedAsync(string repository, int count)
    {
        IReadOnlyList<Verdict> all = [];
        await HoldsAsync(
            async () => (all = await ListAsync<Verdict>($"/v1/attestations?limit=200&repository={Uri.EscapeDataString(repository)}")).Count(one => one.IsDecided) >= count,
            () => $"{count} of {repository} are decided; {all.Count(one => one.IsDecided)} are");
        return all.ToDictionary(one => one.Digest, one => one.State);
    }

    /// <summary>Every decision about the artifact, the newest first.</summary>
    internal Task<IReadOnlyList<SignedDecision>> HistoryAsync(string repository, Digest digest) => ListAsync<SignedDecision>(Path(repository, digest, "/history"));

    internal Task<byte[]> EnvelopeAsync(string repository, Digest digest) => _http.GetByteArrayAsync(Path(repository, digest, "/envelope"));

    /// <param name="format"><c>spdx</c> or <c>cyclonedx</c>.</param>
    internal async Task<JsonElement> SbomAsync(string repository, Digest digest, string format) =>
        JsonDocument.Parse(await _http.GetByteArrayAsync(Path(repository, digest, $"/evidence/sbom/files/{format}"))).RootElement;

    /// <summary>The published keys, as anybody can fetch them.</summary>
    internal async Task<IReadOnlyList<VerificationKey>> KeysAsync()
    {
        using var client = new HttpClient { BaseAddress = address };
        using var body = JsonDocument.Parse(await client.GetByteArrayAsync("/.well-known/attestry/keys.json"));
        return [.. body.RootElement.GetProperty("keys").EnumerateArray().Select(one => VerificationKey.FromPem(one.GetProperty("pem").GetString()!))];
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string path)
    {
        using var body = JsonDocument.Parse(await _http.GetByteArrayAsync(path));
        body.RootElement.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null, "one page holds all that these tests make");
        return body.RootElement.GetProperty("items").Deserialize<IReadOnlyList<T>>(DocumentJson.Options)!;
    }

    private async Task HoldsAsync(Func<Task<bool>> condition, Func<string> what)
    {
        try
        {
            await Eventually.HoldsAsync(condition, Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"After {Patience.TotalSeconds} s this still does not hold: {what()}\n{outputs()}");
        }
    }

    private static string Path(string repository, Digest digest, string rest = "") =>
        $"/v1/attestations/{digest}{rest}?repository={Uri.EscapeDataString(repository)}";
}
