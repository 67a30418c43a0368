using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attestry.Primitives.InToto;

/// <summary>An in-toto Statement v1 (in-toto attestation framework, spec/v1/statement.md).</summary>
public sealed record Statement(
    [property: JsonPropertyName("_type")] string Type,
    [property: JsonPropertyName("subject")] IReadOnlyList<ResourceDescriptor> Subject,
    [property: JsonPropertyName("predicateType")] string PredicateType,
    [property: JsonPropertyName("predicate")] JsonElement Predicate)
{
    public const string TypeV1 = "https://in-toto.io/Statement/v1";

    public const string TypeV01 = "https://in-toto.io/Statement/v0.1";

    /// <summary>The DSSE payload type of a statement.</summary>
    public const string MediaType = "application/vnd.in-toto+json";
}
