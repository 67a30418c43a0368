using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Ingestion.Resolution;

/// <summary>What a push came to.</summary>
/// <param name="Manifests">What was pushed, its platform images first.</param>
/// <param name="FallbackSubject">The push was of the index that lists this digest's referrers; empty otherwise.</param>
/// <param name="Findings">What could not be used of it: missing children, referrers of another subject.</param>
internal sealed record Resolution(IReadOnlyList<ResolvedManifest> Manifests, Digest FallbackSubject, IReadOnlyList<Finding> Findings)
{
    /// <summary>Of an index of referrers, the last one listed that was known before and not fetched again; empty when there is none.</summary>
    public Digest KnownReferrer { get; init; }
}
