using Attestry.Primitives.Findings;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly TestImages _images = new();

    public void Dispose() => _images.Dispose();

    [Theory]
    [InlineData("old", "cosign-tag", ExitCode.Pass)]
    [InlineData("new", "sigstore-bundle", ExitCode.Pass)]
    [InlineData("unsigned", "", ExitCode.Fail)]
    public async Task Judges_what_cosign_wrote(string tag, string layout, int code)
    {
        if (Corpora.Path("cosign/layout") is not { } folder || Corpora.Path("cosign/cosign.pub") is not { } key)
            return;
        var result = await Run.HereAsync("verify", $"oci:{folder}:{tag}", "--key", key, "--format", "json");
        result.Code.ShouldBe(code, result.Error);
        result.Json().GetProperty("trusted").GetBoolean().ShouldBe(code == ExitCode.Pass);
        var signatures = result.Json().GetProperty("found").EnumerateArray().Where(found => found.GetProperty("kind").GetString() == "signature").ToList();
        signatures.Select(found => found.GetProperty("layout").GetString()).ShouldBe(layout.Length > 0 ? [layout] : []);
        var stranger = await Run.HereAsync("verify", $"oci:{folder}:{tag}", "--key", _images.KeyFile);
        stranger.Code.ShouldBe(ExitCode.Fail);
        stranger.Out.ShouldContain("Failed: no trusted signer signs it.");
    }

    [Fact]
    public async Task Judges_what_a_registry_holds()
    {
        if (Corpora.Path("cosign/layout") is not { } folder || Corpora.Path("cosign/cosign.pub") is not { } key)
            return;
        await using var registry = await LoopbackRegistry.StartAsync(referrersApi: false);
        registry.PutLayout("acme/app", folder);
        foreach (var tag in (string[])["old", "new"])
        {
            var result = await Run.HereAsync("verify", $"{registry.Host}/acme/app:{tag}", "--insecure", registry.Host, "--key", key);
            result.Code.ShouldBe(ExitCode.Pass, result.Error + result.Out);
        }
        (await Run.HereAsync("verify", $"{registry.Host}/acme/app:unsigned", "--insecure", registry.Host, "--key", key)).Code.ShouldBe(ExitCode.Fail);
        (await Run.HereAsync("verify", $"{registry.Host}/acme/app:gone", "--insecure", registry.Host, "--key", key)).ShouldBeError("has no gone", "Check the tag");
    }

    [Fact]
    public async Task Every_signature_is_shown_with_its_reason()
    {
        var image = await _images.AddAsync("app");
        await _images.SignAsync(image.Digest, SigningKey.GenerateEcdsaP256());
        var result = await Run.HereAsync("verify", _images.Target("app"), "--key", _images.KeyFile);
        result.Code.ShouldBe(ExitCode.Fail);
        result.Out.ShouldContain("not trusted");
        result.Out.ShouldContain(SignatureFindings.Invalid);
    }

    [Fact]
    public async Task One_of_several_keys_is_enough()
    {
        var image = await _images.AddAsync("app");
        await _images.SignAsync(image.Digest);
        var other = _images.Write("other.pub", SigningKey.GenerateEd25519().Public.ToPem());
        (await Run.HereAsync("verify", _images.Target("app"), "--key", other, "--key", _images.KeyFile)).Code.ShouldBe(ExitCode.Pass);
        (await Run.HereAsync("verify", _images.Target("app"), "--key", other)).Code.ShouldBe(ExitCode.Fail);
    }

    [Fact]
    public async Task A_signature_over_the_index_covers_the_image_that_was_chosen_in_it()
    {
        var image = await _images.AddAsync("alone");
        var index = await _images.AddIndexAsync("all", image);
        await _images.SignAsync(index.Digest);
        (await Run.HereAsync("verify", _images.Target("all"), "--key", _images.KeyFile)).Code.ShouldBe(ExitCode.Pass);
        var chosen = await Run.HereAsync("verify", _images.Target("all"), "--platform", "linux/amd64", "--key", _images.KeyFile);
        chosen.Code.ShouldBe(ExitCode.Pass);
        chosen.Out.ShouldContain(SignatureFindings.ViaIndex);
        (await Run.HereAsync("verify", _images.Target("alone"), "--key", _images.KeyFile)).Code.ShouldBe(ExitCode.Fail);
    }

    [Fact]
    public async Task Judges_Notation_s_envelopes_by_its_trust_policy()
    {
        using var signer = new TestNotation();
        await using var registry = await LoopbackRegistry.StartAsync();
        var image = registry.PutImage("acme/app", "v1", "notation");
        registry.Put("acme/app", signer.Referrer(image, 8, "application/jose+json", signer.Jws(image)));
        Directory.CreateDirectory(_images.File("truststore/x509/ca/acme"));
        _images.Write("truststore/x509/ca/acme/root.pem", signer.Root.ExportCertificatePem());
        string[] verify = ["verify", $"{registry.Host}/acme/app:v1", "--insecure", registry.Host, "--notation-trust-store", _images.File("truststore"), "--notation-policy"];

        var result = await Run.HereAsync([.. verify, _images.Write("policy.json", Policy("O=acme")), "--format", "json"]);
        result.Code.ShouldBe(ExitCode.Pass, result.Error + result.Out);
        var found = result.Json().GetProperty("found").EnumerateArray().ShouldHaveSingleItem();
        (found.GetProperty("layout").GetString(), found.GetProperty("key").GetString()).ShouldBe(("notation", "notation:acme"));
        var stranger = await Run.HereAsync([.. verify, _images.Write("other.json", Policy("O=other"))]);
        stranger.Code.ShouldBe(ExitCode.Fail);
        stranger.Out.ShouldContain(NotationFindings.IdentityMismatch);
        (await Run.HereAsync([.. verify, _images.Write("bad.json", "{}")])).ShouldBeError("bad.json cannot be used");
        (await Run.HereAsync("verify", _images.Target("app"), "--notation-policy", _images.File("policy.json"))).ShouldBeError("--notation-trust-store", "go together");
        (await Run.HereAsync("verify", _images.Target("app"), "--notation-policy", _images.File("policy.json"), "--notation-trust-store", _images.Layout)).ShouldBeError("has no folder x509");

        string Policy(string organisation) => $$"""
            {"version":"1.0","trustPolicies":[{"name":"acme","registryScopes":["{{registry.Host}}/acme/app"],
            "signatureVerification":{"level":"strict"},"trustStores":["ca:acme"],"trustedIdentities":["x509.subject: C=US, ST=WA, {{organisation}}"]}]}
            """;
    }

    [Fact]
    public async Task Keys_that_are_none_are_named()
    {
        await _images.AddAsync("app");
        (await Run.HereAsync("verify", _images.Target("app"))).ShouldBeError("--key", "verify --help");
        (await Run.HereAsync("verify", _images.Target("app"), "--key", _images.File("gone.pub"))).ShouldBeError("gone.pub cannot be read");
        (await Run.HereAsync("verify", _images.Target("app"), "--key", _images.Write("text", "not a key"))).ShouldBeError("text holds no public key");
        (await Run.HereAsync("verify", _images.Target("app"), "--key", _images.Write("private", _images.Key.ToPem()))).ShouldBeError("private key", "keep this where it is secret");
        (await Run.HereAsync("verify", _images.Target("app"), "--key", _images.Write("huge", new string('x', 1 << 20)))).ShouldBeError("huge has more than");
    }
}
