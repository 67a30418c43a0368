using System.Text.Json.Serialization;

namespace Attestry.Primitives.InToto;

/// <summary>The predicate of a SLSA Verification Summary Attestation (SLSA 1.1, verification_summary v1).</summary>
/// <param name="TimeVerified">RFC 3339, UTC.</param>
/// <param name="ResourceUri">What the subject was judged as; a consumer compares it, so that a summary for one repository does not serve another.</param>
/// <param name="InputAttestations">All the evidence that the decision rests on, by digest.</param>
/// <param name="VerificationResult"><see cref="Passed"/> or <see cref="Failed"/>.</param>
/// <param name="VerifiedLevels">One result a SLSA track; <see cref="Failed"/> alone when the policy was not met.</param>
/// <param name="Verdict">Extension (in-toto parsing rules: a field named by a URI): the decision in full.</param>
public sealed record VerificationSummary(
    [property: JsonPropertyName("verifier")] SummaryVerifier Verifier,
    [property: JsonPropertyName("timeVerified")] string TimeVerified,
    [property: JsonPropertyName("resourceUri")] string ResourceUri,
    [property: JsonPropertyName("policy")] ResourceDescriptor Policy,
    [property: JsonPropertyName("inputAttestations")] IReadOnlyList<ResourceDescriptor> InputAttestations,
    [property: JsonPropertyName("verificationResult")] string VerificationResult,
    [property: JsonPropertyName("verifiedLevels")] IReadOnlyList<string> VerifiedLevels,
    [property: JsonPropertyName("slsaVersion")] string SlsaVersion,
    [property: JsonPropertyName(VerificationSummary.VerdictField)] SummaryVerdict Verdict)
{
    public const string PredicateType = "https://slsa.dev/verification_summary/v1";

    public const string VerdictField = "https://attestry.dev/verdict";

    public const string Passed = "PASSED";

    public const string Failed = "FAILED";

    /// <summary>The SLSA level of a subject whose provenance was not judged.</summary>
    public const string BuildLevelUnevaluated = "SLSA_BUILD_LEVEL_UNEVALUATED";
}
