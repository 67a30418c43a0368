using System.Text.Json.Serialization;
using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>An SBOM that comes with an artifact, compared with what was found in it.</summary>
/// <param name="Source">As of <see cref="FoundSbom"/>.</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="Subject">Digest of the manifest that it comes with.</param>
/// <param name="Content">Digest of its bytes; findings name it as their place.</param>
/// <param name="Format">In people's words, <c>CycloneDX 1.6 JSON</c>; null when it is none that is read.</param>
/// <param name="Images">Digests of the images whose packages together it was compared with; empty when it was not compared, for it or they could not be read.</param>
/// <param name="Missing">Packages that are there and that it does not list.</param>
/// <param name="Extra">Packages that it lists and that were not found.</param>
/// <param name="VersionDiffers">Packages that it lists in other versions.</param>
public sealed record ComparedSbom(
    string Source, Digest Manifest, Digest Subject, Digest Content, string? Format, IReadOnlyList<Digest> Images, int Missing, int Extra, int VersionDiffers)
{
    /// <summary>Configured name of the key or identity that attested it; null of what nobody signed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signer { get; init; }

    /// <summary>It was compared, and lists just what was found.</summary>
    [JsonIgnore]
    public bool Agrees => Images.Count > 0 && Missing + Extra + VersionDiffers == 0;
}
