using System.Security.Cryptography;
using Attestry.Oci.Registries;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Cosign;

/// <summary>What is written here the real cosign accepts, and the other way round.</summary>
public sealed class CosignInteropTests : IAsyncLifetime
{
    private const string Repository = "team/app";

    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private static readonly string[] Offline = ["--insecure-ignore-tlog", "--allow-http-registry"];

    private readonly TestAuthority _authority = new();

    private readonly TemporaryFolder _folder = new();

    private LoopbackRegistry _registry = null!;

    public async Task InitializeAsync() => _registry = await LoopbackRegistry.StartAsync();

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ecdsa", "tag")]
    [InlineData("ecdsa", "bundle")]
    [InlineData("p384", "tag")]
    [InlineData("p384", "bundle")]
    [InlineData("rsa", "tag")]
    [InlineData("rsa", "bundle")]
    [InlineData("ed25519", "tag")]
    [InlineData("ed25519", "bundle")]
    public async Task Cosign_verifies_what_is_signed_here(string kind, string layout)
    {
        if (CosignProgram.Find(nameof(Cosign_verifies_what_is_signed_here)) is not { } cosign)
            return;
        var key = Key(kind);
        var image = _registry.PutImage(Repository, "v1", kind + layout);
        var size = _registry.Manifest(Repository, image.Text).Length;
        _registry.Put(Repository, layout == "tag"
            ? CosignSigner.SignTag($"{_registry.Host}/{Repository}", image, key)
            : CosignSigner.SignReferrer(ManifestType, image, size, key, DateTimeOffset.UtcNow));
        File.WriteAllText(_folder.File("good.pub"), key.Public.ToPem());
        File.WriteAllText(_folder.File("stranger.pub"), _authority.Stranger.Public.ToPem());
        var reference = $"{_registry.Host}/{Repository}@{image}";

        (await CosignProgram.RunAsync(cosign, _folder.Path, true, ["verify", "--key", "good.pub", .. Offline, reference])).ShouldContain(image.Text);
        await CosignProgram.RunAsync(cosign, _folder.Path, false, ["verify", "--key", "stranger.pub", .. Offline, reference]);
    }

    [Fact]
    public async Task Cosign_verifies_an_attestation_made_here()
    {
        if (CosignProgram.Find(nameof(Cosign_verifies_an_attestation_made_here)) is not { } cosign)
            return;
        var image = _registry.PutImage(Repository, "v1", "attested");
        using var predicate = System.Text.Json.JsonDocument.Parse("""{"verificationResult":"PASSED"}""");
        _registry.Put(Repository, CosignSigner.AttestReferrer(
            ManifestType, image, _registry.Manifest(Repository, image.Text).Length, "https://slsa.dev/verification_summary/v1", predicate.RootElement, _authority.Key, DateTimeOffset.UtcNow));
        File.WriteAllText(_folder.File("good.pub"), _authority.Key.Public.ToPem());

        await CosignProgram.RunAsync(
            cosign,
            _folder.Path,
            true,
            ["verify-attestation", "--key", "good.pub", "--type", "https://slsa.dev/verification_summary/v1", .. Offline, $"{_registry.Host}/{Repository}@{image}"]);
    }

    [Theory]
    [InlineData(true, "true", SignatureLayouts.SigstoreBundle)]
    [InlineData(true, "false", SignatureLayouts.CosignTag)]
    [InlineData(false, "true", SignatureLayouts.SigstoreBundle)]
    [InlineData(false, "false", SignatureLayouts.CosignTag)]
    public async Task What_cosign_signs_verifies_here(bool referrersApi, string bundle, string layout)
    {
        if (CosignProgram.Find(nameof(What_cosign_signs_verifies_here)) is not { } cosign)
            return;
        await using var registry = await LoopbackRegistry.StartAsync(referrersApi);
        var image = registry.PutImage(Repository, "v1", "by cosign");
        File.WriteAllText(_folder.File("private.pem"), _authority.Key.ToPem());
        await CosignProgram.RunAsync(cosign, _folder.Path, true, "import-key-pair", "--key", "private.pem");
        await CosignProgram.RunAsync(
            cosign,
            _folder.Path,
            true,
            "sign", "--key", "import-cosign.key", "--use-signing-config=false", "--tlog-upload=false", $"--new-bundle-format={bundle}", "--allow-http-registry", $"{registry.Host}/{Repository}@{image}");
        using var directory = new RegistryDirectory([new() { Host = registry.Host, Insecure = true }], TimeProvider.System);
        await using var source = directory.Open(registry.Host, Repository)!;

        var material = (await FoundMaterial.CollectAsync(source, image)).Materials.ShouldHaveSingleItem();

        material.Layout.ShouldBe(layout);
        material.Verify(image, _authority.Trusted).Verified.ShouldBeTrue();
        material.Verify(image, _authority.Stranger.Public).Verified.ShouldBeFalse();
    }

    private SigningKey Key(string kind)
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return kind switch
        {
            "p384" => SigningKey.FromPem(p384.ExportPkcs8PrivateKeyPem()),
            "rsa" => SigningKey.FromPem(rsa.ExportPkcs8PrivateKeyPem()),
            "ed25519" => _authority.Ed25519Key,
            _ => _authority.Key,
        };
    }
}
