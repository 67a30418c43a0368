using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Attestry.Sigstore.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.TestKit.Signing;

/// <summary>Fulcio, Rekor v1 and v2 and a timestamp authority over HTTP on a real socket. It is always <see cref="TestSigstore.SignedAt"/> there.</summary>
public sealed class TestSigstoreServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly TestRekor _rekor;

    private TestSigstoreServer()
    {
        _rekor = new(Sigstore.Rekor, Sigstore.Tiles);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/fulcio/api/v2/signingCert", context => AnswerAsync(context, body => Json(Issue(JsonNode.Parse(body)!))));
        _app.MapPost("/rekor/api/v1/log/entries", context => AnswerAsync(context, body => Json(_rekor.AddV1(JsonNode.Parse(body)!, TestSigstore.SignedAt))));
        _app.MapPost("/tiles/api/v2/log/entries", context => AnswerAsync(context, body => Json(_rekor.AddV2(JsonNode.Parse(body)!, TestSigstore.SignedAt))));
        _app.MapPost("/tsa/api/v1/timestamp", context => AnswerAsync(context, body => Sigstore.Timestamps.Answer(body, TestSigstore.SignedAt)));
    }

    public TestSigstore Sigstore { get; } = new();

    public TestIdentityProvider Identities { get; } = new(new TestLeaf().Issuer);

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Changes the answer to a path; for services that lie.</summary>
    public Func<string, byte[], byte[]> Change { get; set; } = (_, answer) => answer;

    public static async Task<TestSigstoreServer> StartAsync()
    {
        var server = new TestSigstoreServer();
        await server._app.StartAsync();
        server.Address = new(server._app.Urls.Single());
        return server;
    }

    /// <summary>A signing configuration of this server.</summary>
    /// <param name="versions">Of Rekor; with both, both must log.</param>
    public string SigningConfig(bool timestamps, params int[] versions) => new JsonObject
    {
        ["mediaType"] = "application/vnd.dev.sigstore.signingconfig.v0.2+json",
        ["caUrls"] = new JsonArray(Service("fulcio", 1)),
        ["rekorTlogUrls"] = new JsonArray([.. versions.Select(version => Service(version == 1 ? "rekor" : "tiles", version))]),
        ["rekorTlogConfig"] = new JsonObject { ["selector"] = "ALL" },
        ["tsaUrls"] = timestamps ? new JsonArray(Service("tsa/api/v1/timestamp", 1)) : new JsonArray(),
        ["tsaConfig"] = new JsonObject { ["selector"] = "ANY" },
    }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Sigstore.Dispose();
    }

    private JsonObject Service(string path, int version) => new()
    {
        ["url"] = new Uri(Address, path).AbsoluteUri,
        ["majorApiVersion"] = version,
        ["validFor"] = new JsonObject { ["start"] = "2026-01-01T00:00:00Z" },
        ["operator"] = path,
    };

    private JsonObject? Issue(JsonNode request)
    {
        if (Identities.Read(request["credentials"]!["oidcIdentityToken"]!.GetValue<string>()) is not { } identity)
            return null;
        var pem = Encoding.ASCII.GetString(Convert.FromBase64String(request["certificateSigningRequest"]!.GetValue<string>()));
        // Loading demands that the request is signed by its key.
        var signingRequest = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256);
        var key = VerificationKey.FromSubjectPublicKeyInfo(signingRequest.PublicKey.ExportSubjectPublicKeyInfo());
        using var certificate = Sigstore.Fulcio.Issue(new() { Issuer = identity.Issuer, Subject = identity.Subject }, key, Sigstore.CertificateLog);
        return new()
        {
            ["signedCertificateEmbeddedSct"] = new JsonObject
            {
                ["chain"] = new JsonObject
                {
                    ["certificates"] = new JsonArray(certificate.ExportCertificatePem(), Sigstore.Fulcio.Intermediate.ExportCertificatePem(), Sigstore.Fulcio.Root.ExportCertificatePem()),
                },
            },
        };
    }

    private async Task AnswerAsync(HttpContext context, Func<byte[], byte[]?> answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        byte[]? answered;
        // The logs are in memory and take one entry at a time.
        lock (_rekor)
            answered = answer(body.ToArray());
        context.Response.StatusCode = answered is null ? StatusCodes.Status400BadRequest : StatusCodes.Status201Created;
        if (answered is not null)
            await context.Response.Body.WriteAsync(Change(context.Request.Path, answered));
    }

    private static byte[]? Json(JsonObject? answer) => answer is null ? null : Encoding.UTF8.GetBytes(answer.ToJsonString());
}
