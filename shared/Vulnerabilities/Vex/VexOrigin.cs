using Attestry.Primitives;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>Where a statement comes from, and for which image it counts.</summary>
/// <param name="Source"><c>attested</c>, <c>uploaded</c> or <c>file</c>.</param>
/// <param name="Document">Digest of the document that holds it.</param>
/// <param name="Signer">Who vouches for the document.</param>
/// <param name="Image">It came with this image, or index, and counts for no other; null when it counts wherever it is applied.</param>
public sealed record VexOrigin(string Source, Digest Document, string? Signer, Digest? Image);
