using Attestry.Primitives;
using Attestry.Sigstore.Bundles;

namespace Attestry.Sigstore.Trust;

/// <summary>The identities that one repository trusts, at one time.</summary>
public sealed class KeylessScope
{
    private readonly TrustedRoot _root;

    private readonly TrustPolicy _policy;

    private readonly IReadOnlyList<NamedIdentity> _identities;

    private readonly DateTimeOffset _now;

    internal KeylessScope(TrustedRoot root, TrustPolicy policy, IReadOnlyList<NamedIdentity> identities, DateTimeOffset now) =>
        (_root, _policy, _identities, _now) = (root, policy, identities, now);

    /// <summary>Judges a bundle that rests on a certificate.</summary>
    /// <inheritdoc cref="PolicyVerifier.Verify"/>
    public SignatureResult Verify(ReadOnlyMemory<byte> bundle, IReadOnlyCollection<Digest> artifact)
    {
        var result = PolicyVerifier.Verify(bundle, artifact, _root, _policy, _now);
        return new(null, result.SignedDigest, result.PredicateType, result.Verified ? null : result.Findings[0])
        {
            Identity = result.Verified ? _identities.First(one => one.Identity.Matches(result.Identity!)) : null,
        };
    }
}
