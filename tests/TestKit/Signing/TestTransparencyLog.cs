using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attestry.Sigstore.Keys;

namespace Attestry.TestKit.Signing;

/// <summary>A transparency log of signatures: Rekor v1 (ECDSA, promises with a time) or v2 (Ed25519, neither). Trees are computed as RFC 6962 §2.1 defines them.</summary>
public sealed class TestTransparencyLog(string name, bool isTile)
{
    private readonly List<byte[]> _leaves = [SHA256.HashData("0 other"u8), SHA256.HashData("1 other"u8), SHA256.HashData("2 other"u8)];

    public SigningKey Key { get; } = isTile ? SigningKey.GenerateEd25519() : SigningKey.GenerateEcdsaP256();

    public string Name => name;

    /// <summary>Of the key alone in v1; of the note's name and key in v2 (C2SP signed-note).</summary>
    public byte[] Id => isTile
        ? SHA256.HashData([.. Encoding.UTF8.GetBytes(name + "\n"), 1, .. Key.Public.SubjectPublicKeyInfo.Span[^32..]])
        : SHA256.HashData(Key.Public.SubjectPublicKeyInfo.Span);

    /// <summary>Takes the entry, and returns it with its proofs as a bundle carries it.</summary>
    public JsonObject Add(string kind, string version, string body, DateTimeOffset at)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var index = _leaves.Count;
        _leaves.Add(SHA256.HashData([0, .. bytes]));
        var root = Convert.ToBase64String(Root(0, _leaves.Count));
        var entry = new JsonObject
        {
            ["logIndex"] = Number(isTile ? index : index + 1000),
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(Id) },
            ["kindVersion"] = new JsonObject { ["kind"] = kind, ["version"] = version },
            ["inclusionProof"] = new JsonObject
            {
                ["logIndex"] = Number(index),
                ["rootHash"] = root,
                ["treeSize"] = Number(_leaves.Count),
                ["hashes"] = new JsonArray([.. Path(index, 0, _leaves.Count).Select(hash => JsonValue.Create(Convert.ToBase64String(hash)))]),
                ["checkpoint"] = new JsonObject { ["envelope"] = Checkpoint($"{(isTile ? name : name + " - 42")}\n{_leaves.Count}\n{root}\n") },
            },
            ["canonicalizedBody"] = Convert.ToBase64String(bytes),
        };
        if (!isTile)
            Promise(entry, at);
        return entry;
    }

    /// <summary>Signs the text as the log does.</summary>
    public string Checkpoint(string text) =>
        $"{text}\n\u2014 {name} {Convert.ToBase64String([.. Id[..4], .. Key.Sign(Encoding.UTF8.GetBytes(text))])}\n";

    /// <summary>Promises the entry, whatever it says now, at a time.</summary>
    public void Promise(JsonObject entry, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds();
        var signed = $$"""{"body":"{{entry["canonicalizedBody"]}}","integratedTime":{{time}},"logID":"{{Convert.ToHexStringLower(Id)}}","logIndex":{{entry["logIndex"]}}}""";
        entry["integratedTime"] = time.ToString(CultureInfo.InvariantCulture);
        entry["inclusionPromise"] = new JsonObject { ["signedEntryTimestamp"] = Convert.ToBase64String(Key.Sign(Encoding.UTF8.GetBytes(signed))) };
    }

    private byte[] Root(int from, int to)
    {
        if (to - from == 1)
            return _leaves[from];
        var split = from + Split(to - from);
        return SHA256.HashData([1, .. Root(from, split), .. Root(split, to)]);
    }

    private List<byte[]> Path(int index, int from, int to)
    {
        if (to - from == 1)
            return [];
        var split = from + Split(to - from);
        return index < split ? [.. Path(index, from, split), Root(split, to)] : [.. Path(index, split, to), Root(from, split)];
    }

    // The largest power of two that is smaller than the number of leaves.
    private static int Split(int leaves)
    {
        var split = 1;
        while (split * 2 < leaves)
            split *= 2;
        return split;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
