using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>An SBOM that comes with an artifact.</summary>
/// <param name="Source"><c>attested</c> (a trusted statement), <c>attached</c> (a referrer or the <c>.sbom</c> tag) or <c>annotation</c> (<c>dev.syft/sbom</c>).</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="Content">Digest of the document's bytes; of an attested one, as the predicate stands in the statement.</param>
/// <param name="Format"><c>spdx</c>, <c>cyclonedx</c>, or <c>other</c>.</param>
/// <param name="Describes">Digests of the image that the document itself says it is about; empty when it does not say.</param>
/// <param name="Agrees">Nothing about it contradicts the artifact and the other SBOMs.</param>
public sealed record FoundSbom(string Source, Digest Manifest, Digest Content, string Format, IReadOnlyList<Digest> Describes, bool Agrees);
