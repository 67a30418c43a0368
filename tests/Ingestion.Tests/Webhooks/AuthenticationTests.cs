using System.Security.Cryptography;
using System.Text;
using Attestry.Ingestion.Tests.Fixtures;
using Attestry.Ingestion.Webhooks;
using Attestry.Ingestion.Webhooks.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Attestry.Ingestion.Tests.Webhooks;

public sealed class AuthenticationTests : IDisposable
{
    private readonly TestIssuer _issuer = new();

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public async Task A_signature_is_over_the_bytes_as_they_came()
    {
        var body = "{\"a\": 1}"u8.ToArray();
        var signature = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, body))}";
        var hmac = Create(new() { Kind = "hmac", Secret = "key" });

        (await hmac.IsAuthenticAsync(Request(body, ("X-Hub-Signature-256", signature)), null, default)).ShouldBeTrue();
        (await hmac.IsAuthenticAsync(Request("{\"a\":1}"u8.ToArray(), ("X-Hub-Signature-256", signature)), null, default)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg")]
    public async Task What_is_no_signature_proves_nothing(string header) =>
        (await Create(new() { Kind = "hmac", Secret = "key" }).IsAuthenticAsync(Request([], ("X-Hub-Signature-256", header)), null, default)).ShouldBeFalse();

    [Theory]
    [InlineData("Bearer key", true)]
    [InlineData("bearer key", true)]
    [InlineData("Bearer  key ", true)]
    [InlineData("Bearer Key", false)]
    [InlineData("Bearer", false)]
    [InlineData("Basic key", false)]
    [InlineData("key", false)]
    [InlineData("", false)]
    public async Task A_bearer_token_is_compared_whole(string header, bool accepted) =>
        (await Create(new() { Kind = "bearer", Secret = "key" }).IsAuthenticAsync(Request([], ("Authorization", header)), null, default)).ShouldBe(accepted);

    [Fact]
    public async Task Two_headers_of_one_name_prove_nothing()
    {
        var headers = new HeaderDictionary { ["Authorization"] = new(["Bearer key", "Bearer key"]) };

        (await Create(new() { Kind = "bearer", Secret = "key" }).IsAuthenticAsync(new(headers, default), null, default)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("key", true)]
    [InlineData("ke", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task A_secret_in_the_path_is_compared_whole(string? presented, bool accepted) =>
        (await Create(new() { Kind = "path", Secret = "key" }).IsAuthenticAsync(Request([]), presented, default)).ShouldBe(accepted);

    [Fact]
    public async Task A_token_of_the_configured_account_is_believed() => (await Believed(_issuer.Token())).ShouldBeTrue();

    [Fact]
    public async Task The_keys_may_come_from_the_provider_itself()
    {
        var (server, metadata) = await _issuer.ServeAsync();
        await using (server)
        {
            using var stranger = new TestIssuer();
            var oidc = Create(new() { Kind = "oidc", Issuer = TestIssuer.Issuer, Audience = TestIssuer.Audience, MetadataAddress = metadata });

            (await oidc.IsAuthenticAsync(Request([], ("Authorization", $"Bearer {_issuer.Token()}")), null, default)).ShouldBeTrue();
            (await oidc.IsAuthenticAsync(Request([], ("Authorization", $"Bearer {stranger.Token()}")), null, default)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_token_that_is_not_quite_right_is_not_believed()
    {
        using var stranger = RSA.Create(2048);
        // The published modulus as a shared secret: the oldest trick on libraries that let the token choose the algorithm.
        var confused = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_issuer.Jwks())), SecurityAlgorithms.HmacSha256);
        string[] tokens =
        [
            _issuer.Token(issuer: "https://other.test"),
            _issuer.Token(audience: "https://other.test"),
            _issuer.Token(email: "other@project.test"),
            _issuer.Token(verified: false),
            _issuer.Token(age: TimeSpan.FromHours(2)),
            _issuer.Token(age: TimeSpan.FromHours(-2)),
            _issuer.Token(credentials: new(new RsaSecurityKey(stranger) { KeyId = "1" }, SecurityAlgorithms.RsaSha256)),
            _issuer.Token(credentials: confused),
            Unsigned(_issuer.Token()),
            _issuer.Token()[..^4],
            "not.a.token",
            "",
        ];

        foreach (var token in tokens)
            (await Believed(token)).ShouldBeFalse(token);
    }

    private async Task<bool> Believed(string token)
    {
        var oidc = Create(new()
        {
            Kind = "oidc",
            Issuer = TestIssuer.Issuer,
            Audience = TestIssuer.Audience,
            Email = TestIssuer.Email,
            Jwks = _issuer.Jwks(),
        });
        return await oidc.IsAuthenticAsync(Request([], ("Authorization", $"Bearer {token}")), null, default);
    }

    private static string Unsigned(string token) => $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{token.Split('.')[1]}.";

    private static IWebhookAuthentication Create(AuthenticationOptions options)
    {
        var kind = AuthenticationTable.Find(options.Kind).ShouldNotBeNull();
        kind.Missing(options).ShouldBeNull();
        return kind.Create(options, TimeProvider.System);
    }

    private static WebhookRequest Request(byte[] body, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
            dictionary[name] = value;
        return new(dictionary, body);
    }
}
