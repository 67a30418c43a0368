using System.Text.Json;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>SLSA provenance v1.x (slsa.dev/spec/v1.1/provenance): GitHub artifact attestations, npm, slsa-github-generator, BuildKit, Google Cloud Build.</summary>
internal static class ProvenanceV1
{
    // Where the build types that are in use put the source: parameter, its repository field, its ref field.
    private static readonly (string Parameter, string Repository, string Ref)[] Sources =
    [
        ("workflow", "repository", "ref"),
        ("source", "uri", "ref"),
        ("configSource", "uri", "ref"),
        ("buildConfigSource", "repository", "ref"),
        ("sourceToBuild", "repository", "ref"),
    ];

    internal static BuildProvenance Read(JsonElement predicate)
    {
        var definition = predicate.Required("buildDefinition");
        var run = predicate.Required("runDetails");
        var materials = definition.Materials("resolvedDependencies");
        var (stated, reference) = Stated(definition.Optional("externalParameters"));
        var source = ProvenanceSource.Of(stated, reference, materials);
        var metadata = run.Optional("metadata");
        return new(
            PredicateTypes.SlsaProvenanceV1,
            run.Required("builder").Name("id"),
            definition.Name("buildType"),
            source.Repository,
            source.Ref,
            source.Commit,
            metadata?.OptionalName("invocationId"),
            metadata?.OptionalTime("startedOn"),
            metadata?.OptionalTime("finishedOn"),
            materials);
    }

    private static (BuildMaterial? Source, string? Ref) Stated(JsonElement? parameters)
    {
        foreach (var (parameter, repository, reference) in Sources)
        {
            if (parameters?.Optional(parameter) is not { } given)
                continue;
            // slsa-github-generator's container builder writes the address alone.
            if (given.ValueKind == JsonValueKind.String && given.GetString() is { Length: > 0 } address)
                return (new(address, new Dictionary<string, string>()), null);
            if (given.ValueKind != JsonValueKind.Object || given.OptionalName(repository) is not { } uri)
                continue;
            return (ProvenanceReader.Material(given) with { Uri = uri }, given.OptionalName(reference));
        }
        return (null, null);
    }
}
