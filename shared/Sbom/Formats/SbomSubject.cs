using Attestry.Primitives;

namespace Attestry.Sbom.Formats;

/// <summary>The image that an SBOM describes.</summary>
/// <param name="Name"><c>registry/repository</c>, or the path of a layout.</param>
/// <param name="Digest">Of the image's manifest.</param>
/// <param name="Platform"><c>os/architecture[/variant]</c>.</param>
/// <param name="Created">As the image's configuration says; null when it does not. It is the document's time too, so that the same image gives the same bytes.</param>
public sealed record SbomSubject(string Name, Digest Digest, string Platform, DateTimeOffset? Created);
