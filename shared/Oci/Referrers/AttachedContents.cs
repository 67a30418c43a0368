using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Referrers;

/// <summary>What a repository holds about one manifest; in an order that depends on nothing but the content.</summary>
/// <param name="Findings">What could not be read at all, or was left out.</param>
public sealed record AttachedContents(Digest Subject, IReadOnlyList<AttachedContent> Items, IReadOnlyList<Finding> Findings);
