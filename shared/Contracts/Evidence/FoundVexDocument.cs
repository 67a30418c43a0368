using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Evidence;

/// <summary>A VEX document that comes with an artifact.</summary>
/// <param name="Source"><c>attested</c> (the predicate of an in-toto statement) or <c>attached</c> (a referrer, which nobody signs).</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="Subject">Digest of the manifest that it comes with: the artifact's, or that of an index that lists it.</param>
/// <param name="Content">Digest of the document's bytes; of an attested one, as the predicate stands in the statement. Of an attestation that is not trusted, of the layer that carries it.</param>
/// <param name="Format"><c>openvex</c>, <c>cyclonedx</c> or <c>csaf</c>; <c>unknown</c> when it cannot be read.</param>
/// <param name="Statements">How many of its statements say something.</param>
/// <param name="Trusted">A signer whom the repository trusts attests it; only then its statements count.</param>
/// <param name="Signer">Configured name of that key or identity; null without one.</param>
/// <param name="Findings">Why it, or some of its statements, do not count.</param>
public sealed record FoundVexDocument(
    string Source, Digest Manifest, Digest Subject, Digest Content, string Format, int Statements, bool Trusted, string? Signer, IReadOnlyList<Finding> Findings);
