using System.Text.Json;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>SLSA provenance v0.2 (slsa.dev/provenance/v0.2): npm before 2024, cosign, slsa-github-generator, Tekton.</summary>
internal static class ProvenanceV02
{
    internal static BuildProvenance Read(JsonElement predicate)
    {
        var materials = predicate.Materials("materials");
        var config = predicate.Optional("invocation")?.Optional("configSource");
        BuildMaterial? stated = config is { } given && given.OptionalName("uri") is not null ? ProvenanceReader.Material(given) : null;
        var source = ProvenanceSource.Of(stated, null, materials);
        var metadata = predicate.Optional("metadata");
        return new(
            PredicateTypes.SlsaProvenanceV02,
            predicate.Required("builder").Name("id"),
            predicate.Name("buildType"),
            source.Repository,
            source.Ref,
            source.Commit,
            // The specification writes buildInvocationId; Go's in-toto library wrote buildInvocationID.
            metadata?.OptionalName("buildInvocationId") ?? metadata?.OptionalName("buildInvocationID"),
            metadata?.OptionalTime("buildStartedOn"),
            metadata?.OptionalTime("buildFinishedOn"),
            materials);
    }
}
