using System.Security.Cryptography;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Cli.Tests.Bundles;

/// <summary>Bundles from the command line: they verify there, and with the real cosign.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SignBundleTests : IAsyncLifetime
{
    private const string PredicateType = "https://slsa.dev/provenance/v1";

    private static readonly ManualTime Time = new(TestSigstore.SignedAt.AddMinutes(1));

    private static readonly string[] ByLeaf = ["--certificate-identity", new TestLeaf().Subject, "--certificate-oidc-issuer", new TestLeaf().Issuer];

    private readonly TestImages _files = new();

    private TestSigstoreServer _server = null!;

    private string Artifact => _files.Write("app.txt", "what is released");

    private string Statement => _files.Write("statement.json",
        """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"app","digest":{"sha256":"HEX"}}],"predicateType":"TYPE","predicate":{"buildDefinition":{"buildType":"t","externalParameters":{}},"runDetails":{"builder":{"id":"b"}}}}"""
            .Replace("HEX", Digest.Sha256("what is released"u8).Hex, StringComparison.Ordinal).Replace("TYPE", PredicateType, StringComparison.Ordinal));

    public async Task InitializeAsync() => _server = await TestSigstoreServer.StartAsync();

    public async Task DisposeAsync()
    {
        _files.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("2", true)]
    public async Task What_a_token_signs_verifies_here_and_with_cosign(string rekor, bool statement)
    {
        var result = await SignAsync(int.Parse(rekor, System.Globalization.CultureInfo.InvariantCulture), statement);
        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);

        (await VerifyAsync([.. ByLeaf, Artifact])).Code.ShouldBe(ExitCode.Pass);
        (await VerifyAsync([.. ByLeaf, _files.Write("other.txt", "something else")])).Code.ShouldBe(ExitCode.Fail);
        var stranger = await VerifyAsync(["--certificate-identity", "somebody@example.com", "--certificate-oidc-issuer", new TestLeaf().Issuer, Artifact]);
        stranger.Code.ShouldBe(ExitCode.Fail);
        stranger.Out.ShouldContain(SignatureFindings.IdentityMismatch);

        if (CosignProgram.Find(nameof(What_a_token_signs_verifies_here_and_with_cosign)) is not { } cosign)
            return;
        string[] command = statement ? ["verify-blob-attestation", "--type", PredicateType] : ["verify-blob"];
        string[] common = ["--bundle", "app.sigstore.json", "--trusted-root", "root.json", "--certificate-oidc-issuer", new TestLeaf().Issuer, "--use-signed-timestamps"];
        await CosignProgram.RunAsync(cosign, Folder, true, [.. command, .. common, "--certificate-identity", new TestLeaf().Subject, Artifact]);
        await CosignProgram.RunAsync(cosign, Folder, false, [.. command, .. common, "--certificate-identity", "somebody@example.com", Artifact]);
    }

    [Theory]
    [InlineData("ecdsa", false)]
    [InlineData("ecdsa", true)]
    [InlineData("rsa", false)]
    [InlineData("rsa", true)]
    [InlineData("ed25519", true)]
    public async Task What_a_key_signs_verifies_with_cosign(string kind, bool statement)
    {
        var key = Key(kind);
        _files.Write("signer.pub", key.Public.ToPem());
        var result = await Run.HereAsync(
            ["sigstore", "sign-bundle", .. InToto(statement), "--key", _files.WriteSecret("signer.pem", key.ToPem()), "--bundle", _files.File("app.sigstore.json"), statement ? Statement : Artifact]);
        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        // Nothing proves when it was signed, and that is demanded.
        (await VerifyAsync(["--key", _files.File("signer.pub"), Artifact])).Out.ShouldContain(LogFindings.EntryMissing);

        if (CosignProgram.Find(nameof(What_a_key_signs_verifies_with_cosign)) is not { } cosign)
            return;
        string[] command = statement ? ["verify-blob-attestation", "--type", PredicateType] : ["verify-blob"];
        await CosignProgram.RunAsync(cosign, Folder, true, [.. command, "--key", "signer.pub", "--bundle", "app.sigstore.json", "--insecure-ignore-tlog", Artifact]);
        _files.Write("stranger.pub", SigningKey.GenerateEcdsaP256().Public.ToPem());
        await CosignProgram.RunAsync(cosign, Folder, false, [.. command, "--key", "stranger.pub", "--bundle", "app.sigstore.json", "--insecure-ignore-tlog", Artifact]);
    }

    [Fact]
    public async Task A_key_that_cosign_encrypted_signs_with_its_password()
    {
        if (Corpora.Path("cosign/cosign.key") is not { } path)
            return;
        var encrypted = _files.WriteSecret("cosign.key", await File.ReadAllTextAsync(path));
        string[] arguments = ["sigstore", "sign-bundle", "--key", encrypted, "--bundle", _files.File("app.sigstore.json"), Artifact];
        (await Run.HereAsync(arguments)).Code.ShouldBe(ExitCode.Pass);
        (await Run.HereAsync(new() { ["COSIGN_PASSWORD"] = "wrong" }, "", arguments)).ShouldBeError("cosign.key", "COSIGN_PASSWORD");
    }

    [Fact]
    public async Task A_decision_as_a_bundle_verifies_with_cosign()
    {
        var image = await _files.AddAsync("app");
        await _files.SignAsync(image.Digest);
        var signer = SigningKey.GenerateEcdsaP256();
        _files.Write("signer.pub", signer.Public.ToPem());
        var result = await Run.HereAsync(
            ["attest", _files.Target("app"), "--signing-key", _files.WriteSecret("signer.pem", signer.ToPem()), "--key", _files.KeyFile, "--bundle", _files.File("vsa.json")]);
        result.Code.ShouldBe(ExitCode.Pass, result.Error);

        if (CosignProgram.Find(nameof(A_decision_as_a_bundle_verifies_with_cosign)) is not { } cosign)
            return;
        var manifest = Path.Combine(_files.Layout, "blobs", "sha256", image.Digest.Hex);
        await CosignProgram.RunAsync(
            cosign, Folder, true, ["verify-blob-attestation", "--type", "https://slsa.dev/verification_summary/v1", "--key", "signer.pub", "--bundle", "vsa.json", "--insecure-ignore-tlog", manifest]);
    }

    [Fact]
    public async Task What_does_not_verify_is_not_written()
    {
        using var other = new TestSigstore();
        var result = await SignAsync(1, false, root: other.RootJson().ToJsonString());
        result.Code.ShouldBe(ExitCode.Fail);
        File.Exists(_files.File("app.sigstore.json")).ShouldBeFalse();
        (await SignAsync(1, false, token: new TestIdentityProvider("https://elsewhere.test").Token("me@example.com"))).ShouldBeError("refuses with status 400");
        (await SignAsync(2, false, timestamps: false)).ShouldBeError("timestamp authority", "--signing-config");
        (await Run.HereAsync("sigstore", "sign-bundle", "--bundle", _files.File("app.sigstore.json"), Artifact)).ShouldBeError("--identity-token");
        File.Exists(_files.File("app.sigstore.json")).ShouldBeFalse();
    }

    private string Folder => Path.GetDirectoryName(_files.File("x"))!;

    private static string[] InToto(bool statement) => statement ? ["--in-toto"] : [];

    private Task<CommandResult> SignAsync(int rekor, bool statement, string? root = null, string? token = null, bool timestamps = true) => Run.AtAsync(
        Time,
        [],
        "",
        [
            "sigstore", "sign-bundle", .. InToto(statement), "--identity-token", token ?? _server.Identities.Token(new TestLeaf().Subject), "--bundle", _files.File("app.sigstore.json"),
            "--trusted-root", _files.Write("root.json", root ?? _server.Sigstore.RootJson().ToJsonString()),
            "--signing-config", _files.Write("signing.json", _server.SigningConfig(timestamps, rekor)), statement ? Statement : Artifact,
        ]);

    private Task<CommandResult> VerifyAsync(IReadOnlyList<string> arguments) => Run.AtAsync(
        Time,
        [],
        "",
        ["sigstore", "verify-bundle", "--bundle", _files.File("app.sigstore.json"), "--trusted-root", _files.Write("root.json", _server.Sigstore.RootJson().ToJsonString()), .. arguments]);

    private static SigningKey Key(string kind)
    {
        using var rsa = RSA.Create(2048);
        return kind switch
        {
            "rsa" => SigningKey.FromPem(rsa.ExportPkcs8PrivateKeyPem()),
            "ed25519" => SigningKey.GenerateEd25519(),
            _ => SigningKey.GenerateEcdsaP256(),
        };
    }
}
