using System.Text.Json.Serialization;

namespace Attestry.Primitives.InToto;

/// <param name="Id">URI of who verified; consumers accept only pairs of signing key and verifier that they know.</param>
/// <param name="Version">Component name to version.</param>
public sealed record SummaryVerifier(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("version")] IReadOnlyDictionary<string, string> Version);
