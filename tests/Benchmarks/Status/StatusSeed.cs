using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Storage;
using Attestry.Storage.Sqlite;

namespace Attestry.Benchmarks.Status;

/// <summary>A store with decisions as the policy evaluator leaves them.</summary>
internal static class StatusSeed
{
    /// <returns>The digests that are decided.</returns>
    internal static async Task<IReadOnlyList<Digest>> WriteAsync(string path, int count, CancellationToken cancellation)
    {
        await using var store = new SqliteDocumentStore(path);
        await store.PrepareAsync(cancellation);
        var (statuses, attestations) = (store.Collection(Collections.Statuses), store.Collection(Collections.Attestations));
        var key = SigningKey.GenerateEcdsaP256();
        Digest[] digests = [.. Enumerable.Range(0, count).Select(i => Digest.Sha256(BitConverter.GetBytes(i)))];
        await Parallel.ForEachAsync(digests, cancellation, async (digest, stop) =>
        {
            var attestation = Attestation(digest, key);
            await attestations.InsertAsync(attestation, stop);
            await statuses.InsertAsync(Status(attestation), stop);
        });
        return digests;
    }

    private static AttestationDocument Attestation(Digest digest, SigningKey key)
    {
        const string Registry = "registry.example", Repository = "team/app";
        var policy = Digest.Sha256("policy"u8);
        EvidenceReference[] evidence =
        [
            .. from kind in new[] { EvidenceKinds.Sbom, EvidenceKinds.Signatures, EvidenceKinds.Hygiene }
               select new EvidenceReference(kind, "benchmark", digest),
        ];
        // As large as a summary is.
        var envelope = System.Text.Json.JsonSerializer.Serialize(DsseSigner.Sign("application/vnd.in-toto+json", new byte[1200], key));
        return new(
            digest.Hex, $"{Registry}/{Repository}@{digest}", Registry, Repository, digest, DecisionState.Passed,
            "built-in", policy, evidence, [], envelope, key.Public.KeyId, null, DateTimeOffset.UtcNow);
    }

    private static StatusDocument Status(AttestationDocument decision) => new(
        decision.Artifact, decision.Registry, decision.Repository, decision.Digest, decision.State, decision.Id,
        decision.IssuedAt, decision.IssuedAt, DateTimeOffset.MaxValue, 0, decision.IssuedAt);
}
