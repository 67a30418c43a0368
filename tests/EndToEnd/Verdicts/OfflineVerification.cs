using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.EndToEnd.Verdicts;

/// <summary>What an auditor does with a decision long after: a file and a published key, no server.</summary>
internal static class OfflineVerification
{
    /// <summary>The result that the envelope states about <paramref name="digest"/>; null unless one of the keys signed just that.</summary>
    internal static string? ResultOf(byte[] envelope, IReadOnlyList<VerificationKey> keys, Digest digest)
    {
        if (DsseEnvelopeJson.Read(envelope).Envelope is not { } read || !DsseVerifier.Verify(read, keys).Verified)
            return null;
        var statement = StrictJson.Deserialize<Statement>(read.Payload, 1 << 20);
        return statement.PredicateType == VerificationSummary.PredicateType
            && statement.Subject.Any(subject => subject.Digest?.GetValueOrDefault(digest.Algorithm) == digest.Hex)
                ? statement.Predicate.GetProperty("verificationResult").GetString()
                : null;
    }
}
