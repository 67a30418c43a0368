using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output;

/// <summary>One signature or attestation that was found.</summary>
/// <param name="Kind"><c>signature</c>, or the predicate type of what only states something.</param>
/// <param name="Key">The file of the key that verified it; null when none did.</param>
internal sealed record VerifiedItem(string Kind, string Layout, Digest Manifest, bool Trusted, string? Key, IReadOnlyList<Finding> Findings)
{
    internal static IReadOnlyList<VerifiedItem> Of(SignaturesEvidence evidence) =>
    [
        .. evidence.Signatures.Select(s => new VerifiedItem("signature", s.Layout, s.Manifest, s.Trusted, s.Key, s.Findings)),
        .. evidence.Attestations.Select(a => new VerifiedItem(a.PredicateType, a.Layout, a.Manifest, a.Trusted, a.Key, a.Findings)),
    ];
}
