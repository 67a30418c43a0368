using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.InToto;

/// <summary>Reads the head of an in-toto Statement v0.1 or v1; the predicate is left to those who know its type.</summary>
internal static class StatementReader
{
    internal static Reading<StatementClaim> Read(ReadOnlyMemory<byte> payload) =>
        Reading<StatementClaim>.Of(payload, SignatureLimits.BundleBytes, "in-toto statement", Read);

    private static StatementClaim Read(JsonElement root)
    {
        if (root.Text("_type") is not (Statement.TypeV1 or Statement.TypeV01))
            throw new JsonException("It is no in-toto Statement v0.1 or v1.");
        return new(root.Text("predicateType"), [.. root.Items("subject", SignatureLimits.SubjectsInStatement).Select(Digests)]);
    }

    private static List<Digest> Digests(JsonElement subject)
    {
        var found = new List<Digest>();
        if (subject.Optional("digest") is not { ValueKind: JsonValueKind.Object } digests)
            return found;
        foreach (var property in digests.EnumerateObject())
        {
            // Algorithms beyond OCI's (gitCommit, sha1) cannot be those of an artifact here.
            if (property.Value.ValueKind == JsonValueKind.String && Digest.TryParse($"{property.Name}:{property.Value.GetString()}", out var digest))
                found.Add(digest);
        }
        return found;
    }
}
