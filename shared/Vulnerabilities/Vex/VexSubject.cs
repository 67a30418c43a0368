using Attestry.Primitives;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>What a match was found in, in the words that statements use.</summary>
/// <param name="PackagePurl">The package that has the vulnerability.</param>
/// <param name="ArtifactPurls">Package URLs of the image, of type <c>oci</c>; there may be several, or none.</param>
/// <param name="Artifact">The image's digest.</param>
public sealed record VexSubject(string PackagePurl, IReadOnlyList<string> ArtifactPurls, Digest Artifact);
