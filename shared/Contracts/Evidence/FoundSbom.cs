using System.Text.Json.Serialization;
using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>An SBOM that comes with an artifact.</summary>
/// <param name="Source"><c>attested</c> (a trusted statement), <c>attached</c> (a referrer or the <c>.sbom</c> tag) or <c>annotation</c> (<c>dev.syft/sbom</c>).</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="Content">Digest of the document's bytes; of an attested one, as the predicate stands in the statement.</param>
/// <param name="Format"><c>spdx</c>, <c>spdx-tag-value</c>, <c>spdx3</c>, <c>cyclonedx</c>, <c>cyclonedx-xml</c>, <c>syft</c>, or <c>other</c>.</param>
/// <param name="Describes">Digests of the image that the document itself says it is about; empty when it does not say.</param>
/// <param name="Agrees">Nothing about it contradicts the artifact and the other SBOMs.</param>
public sealed record FoundSbom(string Source, Digest Manifest, Digest Content, string Format, IReadOnlyList<Digest> Describes, bool Agrees)
{
    /// <summary>Digest of the manifest that it comes with: the artifact's, or that of an index that lists it. Null in evidence of before this was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Digest? Subject { get; init; }

    /// <summary>Configured name of the key or identity that attested it; null of what nobody signed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signer { get; init; }
}
