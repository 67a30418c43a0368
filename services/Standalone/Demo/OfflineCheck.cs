using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Standalone.Demo;

/// <summary>What an auditor does with a decision: no server is asked, only a key that was published.</summary>
internal static class OfflineCheck
{
    /// <summary>Is the envelope signed by one of the keys, and does it say <paramref name="state"/> about <paramref name="digest"/>?</summary>
    internal static bool Holds(byte[] envelope, IReadOnlyList<VerificationKey> keys, Digest digest, DecisionState state)
    {
        if (DsseEnvelopeJson.Read(envelope).Envelope is not { } read || !DsseVerifier.Verify(read, keys).Verified)
            return false;
        var statement = StrictJson.Deserialize<Statement>(read.Payload, 1 << 20);
        var wanted = state is DecisionState.Passed or DecisionState.Warned ? VerificationSummary.Passed : VerificationSummary.Failed;
        return statement.PredicateType == VerificationSummary.PredicateType
            && statement.Subject.Any(subject => subject.Digest?.GetValueOrDefault(digest.Algorithm) == digest.Hex)
            && statement.Predicate.TryGetProperty("verificationResult", out var result)
            && result.ValueEquals(wanted);
    }
}
