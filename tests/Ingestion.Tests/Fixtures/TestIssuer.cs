using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>An identity provider with one key.</summary>
internal sealed class TestIssuer : IDisposable
{
    public const string Issuer = "https://issuer.test";
    public const string Audience = "https://attestry.test/webhooks";
    public const string Email = "pusher@project.test";

    private readonly RSA _key = RSA.Create(2048);

    public string Jwks()
    {
        var parameters = _key.ExportParameters(false);
        return JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) },
            },
        });
    }

    /// <summary>Serves its OpenID configuration and its keys; the address of the former.</summary>
    public async Task<(WebApplication Server, string MetadataAddress)> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet("/.well-known/openid-configuration", (HttpContext http) => new { issuer = Issuer, jwks_uri = $"http://{http.Request.Host}/keys" });
        server.MapGet("/keys", () => Results.Text(Jwks(), "application/json"));
        await server.StartAsync();
        return (server, $"{server.Urls.First()}/.well-known/openid-configuration");
    }

    public string Token(string issuer = Issuer, string audience = Audience, string email = Email, bool verified = true, TimeSpan? age = null, SigningCredentials? credentials = null)
    {
        var issued = DateTime.UtcNow - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = issued,
            NotBefore = issued,
            Expires = issued + TimeSpan.FromHours(1),
            Claims = new Dictionary<string, object> { ["email"] = email, ["email_verified"] = verified },
            SigningCredentials = credentials ?? new(new RsaSecurityKey(_key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
    }

    public void Dispose() => _key.Dispose();
}
