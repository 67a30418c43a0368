using Attestry.Primitives.Findings;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Dsse;

/// <param name="Keys">The distinct keys that signed the envelope's payload and type; empty when none did.</param>
/// <param name="Finding">Why <paramref name="Keys"/> is empty; null when it is not.</param>
public sealed record DsseVerification(IReadOnlyList<VerificationKey> Keys, Finding? Finding)
{
    public bool Verified => Keys.Count > 0;
}
