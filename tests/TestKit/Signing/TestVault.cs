using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Sigstore.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.TestKit.Signing;

/// <summary>The two requests of Vault's transit engine that signing takes, over HTTP on a real socket (its HTTP API, secrets engine transit: read key, sign data).</summary>
public sealed class TestVault : IAsyncDisposable
{
    public const string Token = "s.may-sign";

    private readonly WebApplication _app;

    private readonly Dictionary<string, List<SigningKey>> _keys = [];

    private TestVault()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/v1/transit/keys/{name}", (HttpContext context, string name) => Answer(context, name, Describe));
        _app.MapPost("/v1/transit/sign/{name}", async (HttpContext context, string name) =>
        {
            var request = (await JsonNode.ParseAsync(context.Request.Body))!;
            return Answer(context, name, versions => Sign(versions, request));
        });
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Changes what is answered; for servers that lie.</summary>
    public Func<JsonObject, JsonObject> Change { get; set; } = answer => answer;

    public static async Task<TestVault> StartAsync()
    {
        var vault = new TestVault();
        await vault._app.StartAsync();
        vault.Address = new(vault._app.Urls.Single());
        return vault;
    }

    /// <summary>A new key, or a new version of one.</summary>
    public void Add(string name, SigningKey key)
    {
        if (!_keys.TryGetValue(name, out var versions))
            _keys[name] = versions = [];
        versions.Add(key);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer(HttpContext context, string name, Func<List<SigningKey>, JsonObject?> answer)
    {
        if (context.Request.Headers["X-Vault-Token"] != Token)
            return Results.Json(new { errors = new[] { "permission denied" } }, statusCode: StatusCodes.Status403Forbidden);
        if (!_keys.TryGetValue(name, out var versions))
            return Results.Json(new { errors = Array.Empty<string>() }, statusCode: StatusCodes.Status404NotFound);
        return answer(versions) is { } data ? Results.Json(new JsonObject { ["data"] = Change(data) }) : Results.BadRequest();
    }

    private static JsonObject Describe(List<SigningKey> versions) => new()
    {
        ["latest_version"] = versions.Count,
        ["type"] = versions[0].Public.Algorithm.Name(),
        ["keys"] = new JsonObject(versions.Select((key, at) => KeyValuePair.Create($"{at + 1}", (JsonNode?)new JsonObject
        {
            ["public_key"] = key.Public.Algorithm == SignatureAlgorithm.Ed25519 ? Convert.ToBase64String(key.Public.SubjectPublicKeyInfo.Span[^32..]) : key.Public.ToPem(),
        }))),
    };

    private static JsonObject? Sign(List<SigningKey> versions, JsonNode request)
    {
        var version = request["key_version"]!.GetValue<int>();
        var (key, input) = (versions[version - 1], Convert.FromBase64String(request["input"]!.GetValue<string>()));
        var hashed = request["prehashed"]!.GetValue<bool>();
        // It signs contents with Ed25519, and hashes with the others.
        if (hashed == (key.Public.Algorithm == SignatureAlgorithm.Ed25519))
            return null;
        var signature = hashed ? key.SignHash(Digest.Parse($"sha256:{Convert.ToHexStringLower(input)}")) : key.Sign(input);
        return new() { ["signature"] = $"vault:v{version}:{Convert.ToBase64String(signature)}" };
    }
}
