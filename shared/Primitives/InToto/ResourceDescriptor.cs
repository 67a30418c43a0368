using System.Text.Json.Serialization;

namespace Attestry.Primitives.InToto;

/// <summary>An in-toto resource descriptor (spec/v1/resource_descriptor.md), the fields that Attestry writes and compares.</summary>
/// <param name="Digest">Algorithm name to lower-case hex: <c>{"sha256": "e3b0…"}</c>.</param>
public sealed record ResourceDescriptor(
    [property: JsonPropertyName("name"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    [property: JsonPropertyName("uri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uri,
    [property: JsonPropertyName("digest"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Digest);
