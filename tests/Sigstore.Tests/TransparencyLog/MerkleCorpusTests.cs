using System.Text.Json;
using Attestry.Sigstore.TransparencyLog;

namespace Attestry.Sigstore.Tests.TransparencyLog;

/// <summary>The public RFC 6962 vectors.</summary>
public sealed class MerkleCorpusTests
{
    [Fact]
    public void Judges_every_inclusion_proof() => Judge("merkle/inclusion", vector => MerkleTree.Includes(
        Bytes(vector, "leafHash"), Number(vector, "leafIdx"), Number(vector, "treeSize"), Proof(vector), Bytes(vector, "root")));

    [Fact]
    public void Judges_every_consistency_proof() => Judge("merkle/consistency", vector => MerkleTree.Extends(
        Number(vector, "size1"), Bytes(vector, "root1"), Number(vector, "size2"), Bytes(vector, "root2"), Proof(vector)));

    private static void Judge(string corpus, Func<JsonElement, bool> holds)
    {
        if (Corpora.Path(corpus) is not { } root)
            return;
        var judged = 0;
        foreach (var file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            holds(document.RootElement).ShouldBe(!document.RootElement.GetProperty("wantErr").GetBoolean(), file);
            judged++;
        }
        judged.ShouldBeGreaterThan(40);
    }

    // An index or size beyond 63 bits belongs to no tree.
    private static long Number(JsonElement vector, string name) => vector.GetProperty(name).TryGetInt64(out var number) ? number : -1;

    private static byte[] Bytes(JsonElement vector, string name) => vector.GetProperty(name).ValueKind == JsonValueKind.Null ? [] : vector.GetProperty(name).GetBytesFromBase64();

    private static ReadOnlyMemory<byte>[] Proof(JsonElement vector) => vector.GetProperty("proof").ValueKind == JsonValueKind.Null
        ? []
        : [.. vector.GetProperty("proof").EnumerateArray().Select(hash => (ReadOnlyMemory<byte>)hash.GetBytesFromBase64())];
}
