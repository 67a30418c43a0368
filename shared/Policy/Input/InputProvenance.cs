using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputProvenance(
    [property: Description("As of the attestation that it is in.")] bool Verified,
    [property: Description("URI of the predicate type: https://slsa.dev/provenance/v1.")] string PredicateType,
    [property: Description("What is wrong or notable.")] IReadOnlyList<InputFinding> Findings,
    [property: Description("URI of the builder (runDetails.builder.id).")] string? Builder = null,
    [property: Description("URI of the build type.")] string? BuildType = null,
    [property: Description("URI of the source repository.")] string? Source = null,
    [property: Description("The commit that was built, lower-case hex.")] string? Commit = null,
    [property: Description("The branch or tag that was built: refs/tags/v1.")] string? Ref = null,
    [property: Description("SLSA build level that the builder is trusted for, 0 to 3.")] int? Level = null,
    [property: Description("Digest of the image that it speaks about.")] string? Image = null);
