namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>
/// What a SLSA provenance says, whichever version. Authentic only once the envelope around it was verified; what the build's
/// own scripts could write into it is worth what the builder's level says.
/// </summary>
/// <param name="PredicateType">Which version it is.</param>
/// <param name="BuilderId">The platform that built, as a URI.</param>
/// <param name="BuildType">How to understand the parameters, as a URI.</param>
/// <param name="SourceRepository">Without the <c>git+</c> and the ref: <c>https://github.com/acme/app</c>. Null when it does not say.</param>
/// <param name="SourceRef"><c>refs/heads/main</c>; null when it does not say.</param>
/// <param name="SourceCommit">Lower-case hexadecimal; null when it does not say.</param>
/// <param name="InvocationId">Names the run at the builder.</param>
/// <param name="Materials">v1: resolved dependencies.</param>
public sealed record BuildProvenance(
    string PredicateType,
    string BuilderId,
    string BuildType,
    string? SourceRepository,
    string? SourceRef,
    string? SourceCommit,
    string? InvocationId,
    DateTimeOffset? StartedOn,
    DateTimeOffset? FinishedOn,
    IReadOnlyList<BuildMaterial> Materials);
