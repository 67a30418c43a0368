using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Signing;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Http.Tests;

/// <summary>Signing with real authorities over real HTTP, and verification of what came of it with every check on.</summary>
public sealed class KeylessSigningTests : IAsyncLifetime
{
    private static readonly byte[] Artifact = Encoding.UTF8.GetBytes("an artifact");

    private static readonly byte[] Statement = Encoding.UTF8.GetBytes(
        $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"app","digest":{"sha256":"{{{Digest.Sha256(Artifact).Hex}}}"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{}}""");

    private readonly HttpClient _http = SigstoreHttp.Create();

    private TestSigstoreServer _server = null!;

    public async Task InitializeAsync() => _server = await TestSigstoreServer.StartAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("1", false, false)]
    [InlineData("1", true, false)]
    [InlineData("2", true, false)]
    [InlineData("1,2", true, false)]
    [InlineData("1", false, true)]
    [InlineData("1", true, true)]
    [InlineData("2", true, true)]
    [InlineData("1,2", true, true)]
    public async Task What_is_signed_verifies_with_every_check_on(string versions, bool timestamps, bool statement)
    {
        int[] logs = [.. versions.Split(',').Select(int.Parse)];
        var bundle = await SignAsync(_server.SigningConfig(timestamps, logs), statement);

        var result = Verify(bundle, logs.Length, timestamps && logs.Contains(1) ? 2 : 1);
        result.Findings.ShouldBeEmpty();
        result.Verified.ShouldBeTrue();
        result.Identity!.Subjects.ShouldBe([new TestLeaf().Subject]);
        result.Identity.Issuer.ShouldBe(new TestLeaf().Issuer);
        result.PredicateType.ShouldBe(statement ? "https://slsa.dev/provenance/v1" : null);
        Verify(bundle, logs.Length, 1, Digest.Sha256("another"u8)).Verified.ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_of_another_provider_gets_no_certificate()
    {
        var token = new TestIdentityProvider(new TestLeaf().Issuer).Token(new TestLeaf().Subject);
        var refused = await Should.ThrowAsync<HttpRequestException>(() => SignAsync(_server.SigningConfig(true, 1), false, token));
        refused.Message.ShouldContain("400");
        refused.Message.ShouldNotContain(token);
    }

    [Fact]
    public async Task A_log_without_time_is_not_enough()
    {
        (await Should.ThrowAsync<InvalidOperationException>(() => SignAsync(_server.SigningConfig(false, 2), false))).Message.ShouldContain("timestamp authority");
        (await Should.ThrowAsync<InvalidOperationException>(() => SignAsync(_server.SigningConfig(false), false))).Message.ShouldContain("transparency log");
    }

    [Theory]
    [InlineData("/fulcio", "{}")]
    [InlineData("/fulcio", """{"signedCertificateEmbeddedSct":{"chain":{"certificates":[]}}}""")]
    [InlineData("/rekor", "{}")]
    [InlineData("/rekor", """{"a":{"body":"AA=="}}""")]
    [InlineData("/tiles", "[]")]
    [InlineData("/tsa", "no timestamp")]
    public async Task A_service_that_answers_nonsense_is_named(string service, string answer)
    {
        _server.Change = (path, good) => path.StartsWith(service, StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(answer) : good;
        (await Should.ThrowAsync<InvalidDataException>(() => SignAsync(_server.SigningConfig(true, 1, 2), false))).Message.ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task An_entry_that_the_log_changed_does_not_verify()
    {
        _server.Change = (path, good) => path.StartsWith("/rekor", StringComparison.Ordinal)
            ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good).Replace("\"logIndex\":100", "\"logIndex\":101", StringComparison.Ordinal))
            : good;
        Verify(await SignAsync(_server.SigningConfig(true, 1), false), 1, 1).Findings[0].Id.ShouldBe(LogFindings.PromiseInvalid);
    }

    [Fact]
    public async Task A_stamp_for_another_request_is_not_taken()
    {
        byte[]? first = null;
        _server.Change = (path, good) => path.StartsWith("/tsa", StringComparison.Ordinal) ? first ??= good : good;
        await SignAsync(_server.SigningConfig(true, 1), false);
        await Should.ThrowAsync<InvalidDataException>(() => SignAsync(_server.SigningConfig(true, 1), false));
    }

    private async Task<byte[]> SignAsync(string configuration, bool statement, string? token = null)
    {
        var config = SigningConfig.Read(Encoding.UTF8.GetBytes(configuration)).Config.ShouldNotBeNull();
        var signer = new KeylessSigner(new HttpSigningTransport(_http), config, new ManualTime(TestSigstore.SignedAt));
        token ??= _server.Identities.Token(new TestLeaf().Subject);
        return statement
            ? await signer.SignEnvelopeAsync("application/vnd.in-toto+json", Statement, token, default)
            : await signer.SignAsync(Digest.Sha256(Artifact), token, default);
    }

    private BundleVerification Verify(byte[] bundle, int logs, int times, Digest? artifact = null) => PolicyVerifier.Verify(
        bundle,
        [artifact ?? Digest.Sha256(Artifact)],
        _server.Sigstore.Root(),
        TrustPolicy.Create([TestSigstore.Identity], [], logs, times),
        TestSigstore.SignedAt.AddHours(1));
}
