using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Tests.Tuf;

/// <summary>A repository in memory, whose owner (or thief) signs whatever a test wants.</summary>
internal sealed class TestTufRepository : ITufRepository
{
    internal static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    internal static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"mediaType":"a target"}""");

    /// <summary>One for all: finding primes takes longer than a test.</summary>
    internal static readonly SigningKey RsaKey = Rsa();

    internal TestTufRepository() => PublishRoot();

    /// <summary>Who signs, by role.</summary>
    internal Dictionary<string, List<SigningKey>> Keys { get; } = new()
    {
        ["root"] = [SigningKey.GenerateEcdsaP256(), SigningKey.GenerateEd25519(), RsaKey],
        ["timestamp"] = [SigningKey.GenerateEd25519()],
        ["snapshot"] = [SigningKey.GenerateEd25519()],
        ["targets"] = [SigningKey.GenerateEcdsaP256()],
    };

    internal Dictionary<string, int> Thresholds { get; } = new() { ["root"] = 2, ["timestamp"] = 1, ["snapshot"] = 1, ["targets"] = 1 };

    internal Dictionary<string, int> Versions { get; } = new() { ["root"] = 0, ["timestamp"] = 0, ["snapshot"] = 0, ["targets"] = 0 };

    internal Dictionary<string, DateTimeOffset> Expiry { get; } = [];

    internal bool Consistent { get; set; } = true;

    /// <summary>What is served, by path.</summary>
    internal Dictionary<string, byte[]> Files { get; } = [];

    internal Dictionary<string, Stream> Streams { get; } = [];

    internal List<string> Asked { get; } = [];

    /// <summary>Targets of each role.</summary>
    internal Dictionary<string, Dictionary<string, byte[]>> Targets { get; } = new() { ["targets"] = new() { ["trusted_root.json"] = Content } };

    /// <summary>Delegations of each role, in order.</summary>
    internal Dictionary<string, List<(string Name, string[] Paths, bool Terminating)>> Delegations { get; } = [];

    internal byte[] Root(int version) => Files[$"{version}.root.json"];

    public Task<Stream?> OpenAsync(string path, CancellationToken cancellation)
    {
        Asked.Add(path);
        return Task.FromResult(Streams.TryGetValue(path, out var stream) ? stream : Files.TryGetValue(path, out var file) ? new MemoryStream(file) : null);
    }

    /// <param name="signers">Those of the role, and before a change of keys those before, when not given.</param>
    internal void PublishRoot(IEnumerable<SigningKey>? signers = null, Action<JsonObject>? change = null)
    {
        Versions["root"]++;
        var keys = new JsonObject();
        var roles = new JsonObject();
        foreach (var (role, holders) in Keys)
        {
            if (role is not ("root" or "timestamp" or "snapshot" or "targets"))
                continue;
            foreach (var key in holders)
                keys[key.Public.KeyId] = Key(key);
            roles[role] = new JsonObject { ["keyids"] = new JsonArray([.. holders.Select(key => JsonValue.Create(key.Public.KeyId))]), ["threshold"] = Thresholds[role] };
        }
        var root = Signed("root", "root");
        (root["keys"], root["roles"], root["consistent_snapshot"]) = (keys, roles, Consistent);
        change?.Invoke(root);
        Files[$"{Versions["root"]}.root.json"] = Sign(root, signers ?? Keys["root"]);
    }

    /// <summary>A new version of everything but the root.</summary>
    internal void Publish(Action<string, JsonObject>? change = null, Func<string, IEnumerable<SigningKey>>? signers = null)
    {
        signers ??= role => Keys[role];
        var snapshot = Signed("snapshot", "snapshot", ++Versions["snapshot"]);
        var meta = new JsonObject();
        foreach (var (role, targets) in Targets)
        {
            var named = Signed(role, "targets", Versions[role] = Versions.GetValueOrDefault(role) + 1);
            named["targets"] = new JsonObject(targets.Select(target => KeyValuePair.Create(target.Key, (JsonNode?)Describe(target.Value, null))));
            if (Delegations.TryGetValue(role, out var delegations))
                named["delegations"] = Delegate(delegations);
            change?.Invoke(role, named);
            var file = Sign(named, signers(role));
            Files[Consistent ? $"{Versions[role]}.{role}.json" : $"{role}.json"] = file;
            meta[$"{role}.json"] = Describe(file, Versions[role]);
            foreach (var (path, content) in targets)
            {
                var name = path.LastIndexOf('/') + 1;
                Files[Consistent ? $"targets/{path[..name]}{Convert.ToHexStringLower(SHA256.HashData(content))}.{path[name..]}" : $"targets/{path}"] = content;
            }
        }
        snapshot["meta"] = meta;
        change?.Invoke("snapshot", snapshot);
        var bytes = Sign(snapshot, signers("snapshot"));
        Files[Consistent ? $"{Versions["snapshot"]}.snapshot.json" : "snapshot.json"] = bytes;
        var timestamp = Signed("timestamp", "timestamp", ++Versions["timestamp"]);
        timestamp["meta"] = new JsonObject { ["snapshot.json"] = Describe(bytes, Versions["snapshot"]) };
        change?.Invoke("timestamp", timestamp);
        Files["timestamp.json"] = Sign(timestamp, signers("timestamp"));
    }

    internal static byte[] Sign(JsonObject signed, IEnumerable<SigningKey> signers) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["signatures"] = new JsonArray([.. signers.Select(key => new JsonObject
        {
            ["keyid"] = key.Public.KeyId,
            ["sig"] = Convert.ToHexStringLower(key.Sign(Encoding.UTF8.GetBytes(Canonical(signed)))),
        })]),
        ["signed"] = signed.DeepClone(),
    }.ToJsonString());

    internal static JsonObject Key(SigningKey key) => key.Public.Algorithm switch
    {
        SignatureAlgorithm.Ed25519 => Key("ed25519", "ed25519", Convert.ToHexStringLower(key.Public.SubjectPublicKeyInfo.Span[^32..])),
        SignatureAlgorithm.RsaPkcs1 => Key("rsa", "rsa-pkcs1v15-sha256", key.Public.ToPem()),
        _ => Key("ecdsa", "ecdsa-sha2-nistp256", key.Public.ToPem()),
    };

    internal static JsonObject Key(string type, string scheme, string value) =>
        new() { ["keytype"] = type, ["scheme"] = scheme, ["keyval"] = new JsonObject { ["public"] = value } };

    private static SigningKey Rsa()
    {
        using var rsa = RSA.Create(2048);
        return SigningKey.FromPem(rsa.ExportPkcs8PrivateKeyPem());
    }

    private JsonObject Signed(string role, string type, int? version = null) => new()
    {
        ["_type"] = type,
        ["spec_version"] = "1.0.31",
        ["version"] = version ?? Versions[role],
        ["expires"] = Expiry.GetValueOrDefault(role, Now.AddDays(30)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private JsonObject Delegate(List<(string Name, string[] Paths, bool Terminating)> delegations) => new()
    {
        ["keys"] = new JsonObject(delegations.SelectMany(one => Keys[one.Name]).DistinctBy(key => key.Public.KeyId).Select(key => KeyValuePair.Create(key.Public.KeyId, (JsonNode?)Key(key)))),
        ["roles"] = new JsonArray([.. delegations.Select(one => new JsonObject
        {
            ["name"] = one.Name,
            ["keyids"] = new JsonArray([.. Keys[one.Name].Select(key => JsonValue.Create(key.Public.KeyId))]),
            ["threshold"] = 1,
            ["paths"] = new JsonArray([.. one.Paths.Select(path => JsonValue.Create(path))]),
            ["terminating"] = one.Terminating,
        })]),
    };

    private static JsonObject Describe(byte[] content, int? version)
    {
        var described = new JsonObject { ["length"] = content.Length, ["hashes"] = new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) } };
        if (version is not null)
            described["version"] = version;
        return described;
    }

    internal static string Canonical(JsonNode? node) => node switch
    {
        JsonObject fields => $"{{{string.Join(',', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"\"{field.Key}\":{Canonical(field.Value)}"))}}}",
        JsonArray items => $"[{string.Join(',', items.Select(Canonical))}]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => $"\"{value.GetValue<string>().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        _ => node?.ToJsonString() ?? "null",
    };
}
