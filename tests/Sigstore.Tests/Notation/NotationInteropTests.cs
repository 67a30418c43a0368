using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Sigstore.Notation;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Notation;

/// <summary>What the real notation signs is accepted here, and the other way round.</summary>
public sealed class NotationInteropTests : IAsyncLifetime
{
    private const string Repository = "team/app";

    private readonly TemporaryFolder _folder = new();

    private LoopbackRegistry _registry = null!;

    private string Name => $"{_registry.Host}/{Repository}";

    private string Stores => _folder.File("notation/truststore");

    public async Task InitializeAsync() => _registry = await LoopbackRegistry.StartAsync();

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("jws")]
    [InlineData("cose")]
    public async Task What_notation_signs_verifies_here(string format)
    {
        if (ExternalProgram.Find("notation") is not { } notation)
            return;
        var image = _registry.PutImage(Repository, "v1", format);
        await RunAsync(notation, true, "cert", "generate-test", "--default", "acme.example");
        await RunAsync(notation, true, "sign", "--insecure-registry", "--signature-format", format, "--expiry", "24h", $"{Name}@{image}");

        var (mediaType, envelope) = await EnvelopeAsync(image);
        mediaType.ShouldBe(format == "jws" ? NotationMediaTypes.Jws : NotationMediaTypes.Cose);
        var result = Trust("acme.example", "*").Verify(mediaType, envelope, image, TimeProvider.System.GetUtcNow());
        result.Verified.ShouldBeTrue(result.Finding?.ToString());
        Trust("acme.example", "*").Verify(mediaType, envelope, Digest.Sha256("other"u8), TimeProvider.System.GetUtcNow()).Verified.ShouldBeFalse();
    }

    [Theory]
    [InlineData("jws")]
    [InlineData("cose")]
    public async Task Notation_verifies_what_the_tests_sign(string format)
    {
        if (ExternalProgram.Find("notation") is not { } notation)
            return;
        using var signer = new TestNotation(notAfter: TimeProvider.System.GetUtcNow().AddYears(1));
        Directory.CreateDirectory(Path.Combine(Stores, "x509/ca/acme"));
        File.WriteAllText(Path.Combine(Stores, "x509/ca/acme/root.pem"), signer.Root.ExportCertificatePem());
        File.WriteAllText(_folder.File("notation/trustpolicy.json"), Policy("acme", "x509.subject: C=US, ST=WA, O=acme").ToJsonString());
        var image = _registry.PutImage(Repository, "v1", format);
        var size = _registry.Manifest(Repository, image.Text).Length;
        var how = new TestNotationSigning { ChangePayload = payload => payload["targetArtifact"]!["size"] = size };
        var (type, envelope) = format == "jws" ? (NotationMediaTypes.Jws, signer.Jws(image, how)) : (NotationMediaTypes.Cose, signer.Cose(image, how));
        _registry.Put(Repository, signer.Referrer(image, size, type, envelope));

        await RunAsync(notation, true, "verify", "--insecure-registry", $"{Name}@{image}");
        Trust("acme", "x509.subject: C=US, ST=WA, O=acme").Verify(type, envelope, image, TimeProvider.System.GetUtcNow()).Verified.ShouldBeTrue();
        await RunAsync(notation, false, "verify", "--insecure-registry", $"{Name}@{_registry.PutImage(Repository, "v2", "unsigned")}");
    }

    private NotationScope Trust(string store, string identity)
    {
        var folder = Path.Combine(Stores, "x509/ca", store);
        var certificates = Directory.EnumerateFiles(folder).SelectMany(file => NotationStoreFile.Read(File.ReadAllBytes(file))).ToList();
        var (trust, finding) = NotationTrust.Read(
            Encoding.UTF8.GetBytes(Policy(store, identity).ToJsonString()), new Dictionary<string, IReadOnlyList<byte[]>> { [$"ca:{store}"] = certificates });
        return trust.ShouldNotBeNull(finding?.Message).For(Name).ShouldNotBeNull();
    }

    private JsonObject Policy(string store, string identity) => new()
    {
        ["version"] = "1.0",
        ["trustPolicies"] = new JsonArray(new JsonObject
        {
            ["name"] = "acme",
            ["registryScopes"] = new JsonArray(Name),
            ["signatureVerification"] = new JsonObject { ["level"] = "strict" },
            ["trustStores"] = new JsonArray($"ca:{store}"),
            ["trustedIdentities"] = new JsonArray(identity),
        }),
    };

    private async Task<(string MediaType, byte[] Envelope)> EnvelopeAsync(Digest image)
    {
        using var directory = new RegistryDirectory([new() { Host = _registry.Host, Insecure = true }], TimeProvider.System);
        await using var source = directory.Open(_registry.Host, Repository)!;
        var referrer = (await source.ListReferrersAsync(image, default)).ShouldHaveSingleItem();
        using var manifest = JsonDocument.Parse(_registry.Manifest(Repository, referrer.Digest.Text));
        var layer = manifest.RootElement.GetProperty("layers")[0];
        var blob = new Oci.Manifests.Descriptor(layer.GetProperty("mediaType").GetString()!, Digest.Parse(layer.GetProperty("digest").GetString()!), layer.GetProperty("size").GetInt64());
        await using var content = (await source.OpenBlobAsync(blob, default)).ShouldNotBeNull();
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return (blob.MediaType, copy.ToArray());
    }

    private async Task RunAsync(string program, bool succeeds, params string[] arguments)
    {
        Directory.CreateDirectory(_folder.File("notation"));
        var environment = new Dictionary<string, string?> { ["XDG_CONFIG_HOME"] = _folder.Path, ["HOME"] = _folder.Path };
        var (code, output) = await ChildProcess.EndAsync(program, arguments, environment, _folder.Path);
        (code == 0).ShouldBe(succeeds, $"notation {string.Join(' ', arguments)}\n{output}");
    }
}
