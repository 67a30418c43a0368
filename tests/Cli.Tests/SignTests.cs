using Attestry.Primitives.InToto;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Cli.Tests;

/// <summary>What is attached to images in a registry is found there, by this program and by cosign.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SignTests : IAsyncLifetime
{
    private const string Repository = "acme/app";

    private static readonly string[] Offline = ["--insecure-ignore-tlog", "--allow-http-registry"];

    private readonly TestImages _files = new();

    private readonly SigningKey _stranger = SigningKey.GenerateEcdsaP256();

    private LoopbackRegistry _registry = null!;

    private string Target => $"{_registry.Host}/{Repository}:v1";

    private string SignerFile => _files.WriteSecret("signer.pem", _files.Key.ToPem());

    public async Task InitializeAsync() => _registry = await LoopbackRegistry.StartAsync();

    public async Task DisposeAsync()
    {
        _files.Dispose();
        await _registry.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signed_image_verifies_here_and_with_cosign(bool referrersApi)
    {
        await using var registry = await LoopbackRegistry.StartAsync(referrersApi);
        var digest = registry.PutImage(Repository, "v1", "signed");
        var target = $"{registry.Host}/{Repository}@{digest}";
        var result = await Run.HereAsync("sign", target, "--signing-key", SignerFile, "--insecure", registry.Host);
        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        result.Out.ShouldContain(digest.Text);

        (await Run.HereAsync("verify", target, "--key", _files.KeyFile, "--insecure", registry.Host)).Code.ShouldBe(ExitCode.Pass);
        (await Run.HereAsync("verify", target, "--key", _files.Write("stranger.pub", _stranger.Public.ToPem()), "--insecure", registry.Host)).Code.ShouldBe(ExitCode.Fail);
        if (CosignProgram.Find(nameof(A_signed_image_verifies_here_and_with_cosign)) is not { } cosign)
            return;
        (await CosignProgram.RunAsync(cosign, Folder, true, ["verify", "--key", _files.KeyFile, .. Offline, target])).ShouldContain(digest.Text);
        await CosignProgram.RunAsync(cosign, Folder, false, ["verify", "--key", "stranger.pub", .. Offline, target]);
    }

    [Fact]
    public async Task An_attested_image_verifies_with_cosign()
    {
        _registry.PutImage(Repository, "v1", "attested");
        var predicate = _files.Write("predicate.json", """{"buildDefinition":{"buildType":"t","externalParameters":{}},"runDetails":{"builder":{"id":"b"}}}""");
        var result = await Run.HereAsync(
            "sign", Target, "--signing-key", SignerFile, "--insecure", _registry.Host, "--predicate", predicate, "--type", "https://slsa.dev/provenance/v1");
        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        // It says something about the image, which is no signature of it.
        (await Run.HereAsync("verify", Target, "--key", _files.KeyFile, "--insecure", _registry.Host)).Code.ShouldBe(ExitCode.Fail);
        if (CosignProgram.Find(nameof(An_attested_image_verifies_with_cosign)) is not { } cosign)
            return;
        await CosignProgram.RunAsync(cosign, Folder, true, ["verify-attestation", "--type", "slsaprovenance1", "--key", _files.KeyFile, .. Offline, Target]);
    }

    [Fact]
    public async Task A_pushed_decision_verifies_with_cosign()
    {
        _registry.PutImage(Repository, "v1", "decided");
        var policy = _files.Write("policy.json", """{"trustedSignature":"off","nonRoot":"off"}""");
        var result = await Run.HereAsync(
            "attest", Target, "--insecure", _registry.Host, "--signing-key", SignerFile, "--key", _files.KeyFile, "--policy", policy, "--push");
        result.Code.ShouldBe(ExitCode.Pass, result.Error + result.Out);
        if (CosignProgram.Find(nameof(A_pushed_decision_verifies_with_cosign)) is not { } cosign)
            return;
        await CosignProgram.RunAsync(cosign, Folder, true, ["verify-attestation", "--type", VerificationSummary.PredicateType, "--key", _files.KeyFile, .. Offline, Target]);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task What_a_token_signs_verifies_with_cosign(int rekor, bool attested)
    {
        await using var server = await TestSigstoreServer.StartAsync();
        var digest = _registry.PutImage(Repository, "v1", "signed by a token");
        var (root, config) = (_files.Write("root.json", server.Sigstore.RootJson().ToJsonString()), _files.Write("signing.json", server.SigningConfig(true, rekor)));
        string[] what = attested ? ["--predicate", _files.Write("predicate.json", """{"scanner":"none"}"""), "--type", "https://example.test/scan/v1"] : [];
        string[] arguments = ["sign", Target, "--insecure", _registry.Host, "--trusted-root", root, "--signing-config", config, .. what];
        var time = new ManualTime(TestSigstore.SignedAt.AddMinutes(1));
        var token = server.Identities.Token(new TestLeaf().Subject);
        var result = await Run.AtAsync(time, new() { ["SIGSTORE_ID_TOKEN"] = token }, "", arguments);
        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        result.Out.ShouldContain(new TestLeaf().Subject);

        using var stranger = new TestSigstore();
        _files.Write("root.json", stranger.RootJson().ToJsonString());
        var refused = await Run.AtAsync(time, [], "", [.. arguments, "--identity-token", token]);
        refused.Code.ShouldBe(ExitCode.Fail);
        refused.Out.ShouldNotContain("the token's identity in");

        if (CosignProgram.Find(nameof(What_a_token_signs_verifies_with_cosign)) is not { } cosign)
            return;
        _files.Write("root.json", server.Sigstore.RootJson().ToJsonString());
        string[] command = attested ? ["verify-attestation", "--type", "https://example.test/scan/v1"] : ["verify"];
        string[] common = ["--trusted-root", "root.json", "--certificate-oidc-issuer", new TestLeaf().Issuer, "--use-signed-timestamps", "--allow-http-registry"];
        var target = $"{_registry.Host}/{Repository}@{digest}";
        await CosignProgram.RunAsync(cosign, Folder, true, [.. command, .. common, "--certificate-identity", new TestLeaf().Subject, target]);
        await CosignProgram.RunAsync(cosign, Folder, false, [.. command, .. common, "--certificate-identity", "somebody@example.com", target]);
    }

    [Fact]
    public async Task What_a_key_in_a_vault_signs_verifies_here_and_with_cosign()
    {
        await using var vault = await TestVault.StartAsync();
        vault.Add("release", _files.Key);
        Dictionary<string, string> environment = new() { ["VAULT_ADDR"] = vault.Address.AbsoluteUri, ["VAULT_TOKEN"] = TestVault.Token };
        var digest = _registry.PutImage(Repository, "v1", "signed in a vault");
        string[] arguments = ["sign", Target, "--insecure", _registry.Host, "--signing-key"];
        var result = await Run.HereAsync(environment, "", [.. arguments, "hashivault://release"]);
        result.Code.ShouldBe(ExitCode.Pass, result.Error);

        (await Run.HereAsync("verify", Target, "--key", _files.KeyFile, "--insecure", _registry.Host)).Code.ShouldBe(ExitCode.Pass);
        (await Run.HereAsync([], "", [.. arguments, "hashivault://release"])).ShouldBeError("VAULT_ADDR");
        (await Run.HereAsync(environment, "", [.. arguments, "hashivault://other"])).ShouldBeError("404");
        (await Run.HereAsync(environment, "", [.. arguments, "awskms:///alias/release"])).ShouldBeError("hashivault://");
        if (CosignProgram.Find(nameof(What_a_key_in_a_vault_signs_verifies_here_and_with_cosign)) is not { } cosign)
            return;
        await CosignProgram.RunAsync(cosign, Folder, true, ["verify", "--key", _files.KeyFile, .. Offline, $"{_registry.Host}/{Repository}@{digest}"]);
    }

    [Fact]
    public async Task What_cannot_be_attached_is_said()
    {
        await _files.AddAsync("app");
        (await Run.HereAsync("sign", _files.Target("app"), "--signing-key", SignerFile)).ShouldBeError("is in no registry");
        (await Run.HereAsync("sign", Target)).ShouldBeError("--identity-token");
        (await Run.HereAsync("sign", Target, "--signing-key", SignerFile, "--identity-token", "t")).ShouldBeError("--identity-token");
        (await Run.HereAsync("sign", Target, "--signing-key", SignerFile, "--type", "https://slsa.dev/provenance/v1")).ShouldBeError("--predicate");
        (await Run.HereAsync("sign", Target, "--signing-key", SignerFile, "--predicate", _files.Write("p.json", "x"), "--type", "https://slsa.dev/provenance/v1")).ShouldBeError("p.json is no JSON");
    }

    private string Folder => Path.GetDirectoryName(_files.File("x"))!;
}
