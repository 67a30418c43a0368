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

    [Fact]
    public async Task What_cannot_be_attached_is_said()
    {
        await _files.AddAsync("app");
        (await Run.HereAsync("sign", _files.Target("app"), "--signing-key", SignerFile)).ShouldBeError("is in no registry");
        (await Run.HereAsync("sign", Target, "--signing-key", SignerFile, "--type", "https://slsa.dev/provenance/v1")).ShouldBeError("--predicate");
        (await Run.HereAsync("sign", Target, "--signing-key", SignerFile, "--predicate", _files.Write("p.json", "x"), "--type", "https://slsa.dev/provenance/v1")).ShouldBeError("p.json is no JSON");
    }

    private string Folder => Path.GetDirectoryName(_files.File("x"))!;
}
