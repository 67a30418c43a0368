using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>
/// Reads SLSA provenance v0.2 and v1 out of an in-toto statement. Fields that are not known are skipped, as in-toto's parsing
/// rules demand of predicates; those that are known must have their type.
/// </summary>
public static class ProvenanceReader
{
    private static readonly Dictionary<string, Func<JsonElement, BuildProvenance>> Versions = new(StringComparer.Ordinal)
    {
        [PredicateTypes.SlsaProvenanceV02] = ProvenanceV02.Read,
        [PredicateTypes.SlsaProvenanceV1] = ProvenanceV1.Read,
    };

    /// <param name="statement">The envelope's payload.</param>
    /// <returns>The provenance, or a finding that says why it is none.</returns>
    public static (BuildProvenance? Provenance, Finding? Finding) Read(ReadOnlyMemory<byte> statement)
    {
        var reading = Reading<BuildProvenance>.Of(statement, SignatureLimits.BundleBytes, "provenance", Read);
        return (reading.Value, reading.Succeeded ? null : reading.Finding with { Id = ProvenanceFindings.Malformed });
    }

    private static BuildProvenance Read(JsonElement root) => Versions.TryGetValue(root.Text("predicateType"), out var version)
        ? version(root.Required("predicate"))
        : throw new JsonException($"A predicate of type {Bounded.Quote(root.Text("predicateType"))} is no provenance that is known.");

    internal static string Name(this JsonElement element, string name) => Demand(element.Text(name), name);

    internal static string? OptionalName(this JsonElement element, string name) => element.OptionalText(name) is { Length: > 0 } text ? Demand(text, name) : null;

    internal static List<BuildMaterial> Materials(this JsonElement element, string name) =>
        [.. element.OptionalItems(name, ProvenanceLimits.Materials).Select(Material)];

    internal static BuildMaterial Material(JsonElement element) =>
        new(element.OptionalName("uri") ?? "", element.Optional("digest") is { } digests ? Digests(digests) : new Dictionary<string, string>());

    private static Dictionary<string, string> Digests(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.GetPropertyCount() > ProvenanceLimits.DigestsOfMaterial)
            throw new JsonException("A set of digests is no object, or has too many.");
        return element.EnumerateObject().ToDictionary(
            one => Demand(one.Name, "digest"),
            one => one.Value.ValueKind == JsonValueKind.String ? Demand(one.Value.GetString()!, "digest").ToLowerInvariant() : throw new JsonException("A digest is no text."));
    }

    private static string Demand(string text, string name) => text.Length is > 0 and <= ProvenanceLimits.TextCharacters
        ? text
        : throw new JsonException($"'{name}' has {text.Length} characters; 1 to {ProvenanceLimits.TextCharacters} are read.");
}
