using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputProvenance(
    [property: Description("It is by a signer whom the repository trusts, about the artifact, and contradicts nothing that the certificate says. What is not verified is hearsay.")] bool Verified,
    [property: Description("URI of the predicate type: https://slsa.dev/provenance/v1 or v0.2.")] string PredicateType,
    [property: Description("What is wrong or notable, or limits its level.")] IReadOnlyList<InputFinding> Findings,
    [property: Description("What went into the build, as stated: sources, base images, tools.")] IReadOnlyList<InputMaterial> Materials,
    [property: Description("URI of the builder (runDetails.builder.id).")] string? Builder = null,
    [property: Description("URI of the build type.")] string? BuildType = null,
    [property: Description("URI of the source repository.")] string? Source = null,
    [property: Description("The commit that was built, lower-case hex.")] string? Commit = null,
    [property: Description("The branch or tag that was built: refs/tags/v1.")] string? Ref = null,
    [property: Description("SLSA build level that the builder is trusted for, 0 to 3; 0 unless verified.")] int? Level = null,
    [property: Description("Digest that the statement names: of the image, or of an index that lists it.")] string? Image = null,
    [property: Description("Configured name of the trusted key or identity that signed it.")] string? Signer = null,
    [property: Description("The run at the builder, as it names it.")] string? Invocation = null,
    [property: Description("What the certificate says of the workload, by the names of Fulcio's extensions: sourceRepositoryUri, runnerEnvironment and so on.")] IReadOnlyDictionary<string, string>? Claims = null);
