using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Cli.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class AttestTests : IDisposable
{
    private readonly TestImages _images = new();

    private readonly SigningKey _signer = SigningKey.GenerateEcdsaP256();

    private string SignerFile => _images.WriteSecret("signer.pem", _signer.ToPem());

    public void Dispose() => _images.Dispose();

    [Fact]
    public async Task A_good_image_gets_a_decision_that_verifies_offline()
    {
        var image = await _images.AddAsync("app");
        await _images.SignAsync(image.Digest);
        var result = await AttestAsync("app", "-o", _images.File("vsa.json"));
        result.Code.ShouldBe(ExitCode.Pass, result.Error + result.Out);
        result.Out.ShouldContain($"passed    yes    localhost/layout@{image.Digest}");

        var summary = Read(await File.ReadAllBytesAsync(_images.File("vsa.json")), out var statement);
        statement.Subject.ShouldHaveSingleItem().Digest!["sha256"].ShouldBe(image.Digest.Hex);
        summary.VerificationResult.ShouldBe(VerificationSummary.Passed);
        summary.Verifier.Id.ShouldBe("https://attestry.dev/cli");
        summary.InputAttestations.Select(input => input.Uri).ShouldBe(
            ["urn:attestry:evidence:hygiene:attestry-cli", "urn:attestry:evidence:sbom:attestry-cli", "urn:attestry:evidence:signatures:attestry-cli"]);
    }

    [Fact]
    public async Task A_denied_image_gets_a_decision_that_says_why()
    {
        await _images.AddAsync("app", user: "");
        var result = await AttestAsync("app");
        result.Code.ShouldBe(ExitCode.Fail);
        result.Error.ShouldContain(PolicyFindings.NotSigned);
        var summary = Read(Encoding.UTF8.GetBytes(result.Out), out _);
        summary.VerificationResult.ShouldBe(VerificationSummary.Failed);
        summary.Verdict.Reasons.Where(reason => reason.Effect == "deny").Select(reason => reason.Id).ShouldBe([PolicyFindings.NotSigned, PolicyFindings.RunsAsRoot]);
    }

    [Fact]
    public async Task The_json_report_holds_the_envelope()
    {
        var image = await _images.AddAsync("app");
        await _images.SignAsync(image.Digest);
        var result = await AttestAsync("app", "--format", "json", "--verifier", "https://ci.example/release");
        result.Error.ShouldBeEmpty();
        var report = result.Json();
        (report.GetProperty("state").GetString(), report.GetProperty("admit").GetBoolean()).ShouldBe(("passed", true));
        Read(Encoding.UTF8.GetBytes(report.GetProperty("envelope").GetRawText()), out _).Verifier.Id.ShouldBe("https://ci.example/release");
    }

    [Theory]
    [InlineData("""{"trustedSignature":"warn","nonRoot":"off"}""", ExitCode.Pass, "warned")]
    [InlineData("""{"TrustedSignature":"off"}""", ExitCode.Pass, "passed")]
    [InlineData("""{"trustedSignature":"off","denyList":[{"package":"pkg:apk/alpine/musl","reason":"old"}]}""", ExitCode.Fail, "failed")]
    [InlineData("""{"trustedSignature":"deny","repositories":[{"pattern":"localhost/layout","trustedSignature":"off"}]}""", ExitCode.Pass, "passed")]
    public async Task Follows_the_policy(string policy, int code, string state)
    {
        await _images.AddAsync("app");
        var result = await AttestAsync("app", "--policy", _images.Write("policy.json", policy), "--format", "json");
        result.Code.ShouldBe(code, result.Error);
        result.Json().GetProperty("state").GetString().ShouldBe(state);
    }

    [Theory]
    [InlineData("""{"signed":"deny"}""", "signed")]
    [InlineData("""{"nonRoot":"maybe"}""", "nonRoot")]
    [InlineData("""{"nonRoot":"off","nonRoot":"deny"}""", "nonRoot")]
    [InlineData("""{"denyList":null}""", "denyList")]
    [InlineData("""{"denyList":[null]}""", "null")]
    [InlineData("""{"denyList":[{"package":"musl","reason":"old"}]}""", "musl")]
    [InlineData("""{"trustedSignature":"off","sbom":"off","nonRoot":"off"}""", "demands nothing")]
    [InlineData("null", "null")]
    [InlineData("not json", "policy.json")]
    public async Task A_policy_that_cannot_be_followed_decides_nothing(string policy, string named)
    {
        await _images.AddAsync("app");
        (await AttestAsync("app", "--policy", _images.Write("policy.json", policy), "-o", _images.File("vsa.json"))).ShouldBeError("policy.json", named);
        File.Exists(_images.File("vsa.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_image_is_denied()
    {
        var image = await _images.AddAsync("app");
        await _images.SignAsync(image.Digest);
        await _images.DamageLayerAsync("app");
        var result = await AttestAsync("app");
        result.Code.ShouldBe(ExitCode.Fail);
        result.Error.ShouldContain(EvidenceFindings.Failed);
    }

    [Fact]
    public async Task An_index_is_decided_with_all_its_images()
    {
        var index = await _images.AddIndexAsync("all", await _images.AddAsync(null), await _images.AddAsync(null, user: "", architecture: "arm64", package: "zlib"));
        await _images.SignAsync(index.Digest);
        var whole = await AttestAsync("all");
        whole.Code.ShouldBe(ExitCode.Fail);
        whole.Error.ShouldContain("linux/arm64");
        (await AttestAsync("all", "--platform", "linux/amd64")).Code.ShouldBe(ExitCode.Pass);
    }

    [Fact]
    public async Task A_signing_key_that_others_can_read_signs_nothing()
    {
        await _images.AddAsync("app");
        var path = _images.Write("open.pem", _signer.ToPem());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        (await Run.HereAsync("attest", _images.Target("app"), "--signing-key", path, "--key", _images.KeyFile)).ShouldBeError("open.pem", "chmod 600");
        (await Run.HereAsync("attest", _images.Target("app"), "--signing-key", _images.WriteSecret("none.pem", "x"), "--key", _images.KeyFile)).ShouldBeError("none.pem holds no private key");
        (await AttestAsync("app", "--verifier", "me")).ShouldBeError("--verifier me");
    }

    private Task<CommandResult> AttestAsync(string tag, params IReadOnlyList<string> more) =>
        Run.HereAsync(["attest", _images.Target(tag), "--signing-key", SignerFile, "--key", _images.KeyFile, .. more]);

    private VerificationSummary Read(byte[] envelope, out Statement statement)
    {
        var read = DsseEnvelopeJson.Read(envelope).Envelope.ShouldNotBeNull();
        DsseVerifier.Verify(read, [_signer.Public]).Verified.ShouldBeTrue();
        DsseVerifier.Verify(read, [_images.Key.Public]).Verified.ShouldBeFalse();
        statement = StrictJson.Deserialize<Statement>(read.Payload, 1 << 20);
        return statement.Predicate.Deserialize<VerificationSummary>()!;
    }
}
