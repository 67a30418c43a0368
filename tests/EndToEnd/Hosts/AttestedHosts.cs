using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Evidence;
using Attestry.EndToEnd.Images;
using Attestry.EndToEnd.Processes;
using Attestry.Oci.Building;
using Attestry.Primitives;
using Attestry.Sigstore.Keys;
using Attestry.Storage;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Hosts;

/// <summary>
/// Everything in one process, at its strictest: a host that runs a file or an image that is not attested fails, and an image that a host
/// without trust runs is denied. Below <c>demanded/</c> a trusted host must have measured an image before it may start anywhere else.
/// </summary>
public sealed class AttestedHosts : IAsyncLifetime
{
    private readonly int _port = LoopbackPort.Free();
    private readonly SigningKey _signer = SigningKey.GenerateEcdsaP256();

    private StandaloneServer? _server;
    private HttpClient? _http;

    internal StandaloneServer Server => _server!;

    internal ImagePublisher Registry { get; private set; } = null!;

    /// <summary>Of an administrator.</summary>
    internal string Key { get; private set; } = "";

    internal string Address => Server.Process.Address.ToString();

    public async Task InitializeAsync()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        Registry = new($"127.0.0.1:{_port}", _signer);
        _server = await StandaloneServer.StartAsync(_signer, _port, Settings(Registry.Host));
        Key = _server.ApiKey;
        _http = new HttpClient { BaseAddress = _server.Process.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        if (Registry is not null)
            await Registry.DisposeAsync();
    }

    /// <returns>The digest of the signed image.</returns>
    internal async Task<Digest> PushSignedAsync(string repository, ImageBuilder image) =>
        (await Registry.PushAsync(repository, image, pushed => [Registry.Sign(pushed)])).Digest;

    internal async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http!.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    internal async Task<JsonElement> PostAsync(string path, object? content = null)
    {
        using var answer = await _http!.PostAsync(new Uri(path, UriKind.Relative), content is null ? null : JsonContent.Create(content));
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    internal async Task DeleteAsync(string path) => (await _http!.DeleteAsync(new Uri(path, UriKind.Relative))).IsSuccessStatusCode.ShouldBeTrue();

    /// <summary>Evidence <c>measurement</c>, once it is as expected.</summary>
    internal async Task<EvidenceContent<MeasurementEvidence>> MeasuredAsync(string repository, Digest digest, Func<MeasurementEvidence, bool> expected)
    {
        EvidenceContent<MeasurementEvidence>? content = null;
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await _http!.GetAsync(Evidence(repository, digest, EvidenceKinds.Measurement));
            if (!answer.IsSuccessStatusCode)
                return false;
            content = JsonSerializer.Deserialize<EvidenceContent<MeasurementEvidence>>(await answer.Content.ReadAsByteArrayAsync(), DocumentJson.Options)!;
            return expected(content.Result);
        }, TimeSpan.FromSeconds(90), $"{repository} is measured as expected; it is {content}");
        return content!;
    }

    /// <summary>Waits until its executables are known: a decision does not wait for them.</summary>
    internal Task ScannedAsync(string repository, Digest digest) => Eventually.HoldsAsync(
        async () => (await _http!.GetAsync(Evidence(repository, digest, EvidenceKinds.Executables))).IsSuccessStatusCode, TimeSpan.FromSeconds(90), $"{repository} is scanned");

    /// <summary>The host's findings, once it is in this state.</summary>
    internal async Task<IReadOnlyList<string>> ExpectAsync(string host, string state)
    {
        var known = default(JsonElement);
        await Eventually.HoldsAsync(async () => (known = await GetAsync($"/v1/hosts/{host}")).GetProperty("state").GetString() == state, TimeSpan.FromSeconds(90), $"{host} is {state}");
        return [.. known.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];
    }

    private Uri Evidence(string repository, Digest digest, string kind) =>
        new($"/v1/attestations/{digest}/evidence/{kind}?repository={Uri.EscapeDataString($"{Registry.Host}/{repository}")}", UriKind.Relative);

    private static object Settings(string registry) => new
    {
        Collector = new
        {
            Interval = "00:00:01",
            MinimumInterval = "00:00:00",
            WatchInterval = "00:00:01",
            UnknownFiles = "fail",
            FailedArtifacts = "fail",
            UnattestedImages = "fail",
            Executables = 16,
        },
        Policies = new
        {
            Sets = new object[]
            {
                Set("signed", """{"signed":{"signers":["trusted.pub"]}}""", $"{registry}/**"),
                Set("hosts", "", $"{registry}/team/**"),
                Set("hosts", """{"hosts":{"required":true}}""", $"{registry}/demanded/**", "hosts-demanded"),
            },
        },
    };

    private static object Set(string folder, string data, string repositories, string? name = null) =>
        new { Name = name ?? folder, Repositories = new[] { repositories }, Source = Path.Combine(Repository.Root, "deploy", "policies", "image", folder), Data = data };
}
