using System.ComponentModel;
using Attestry.Contracts;

namespace Attestry.Policy.Input;

/// <summary>
/// What a policy sees as <c>input</c>: everything that is known of one artifact. Names are in camel case, as in the rest of
/// the API and in Kubernetes' objects. A member without a value is absent, never null: in Rego <c>not input.x</c> holds then.
/// </summary>
[Description("Everything that is known of one artifact when it is judged. A member without a value is absent, never null; lists are there when they are empty.")]
public sealed record InputDocument(
    [property: Description("What is judged.")] InputArtifact Artifact,
    [property: Description("The images that must satisfy, each for itself: of an index its children, else the artifact alone.")] IReadOnlyList<InputImage> Images,
    [property: Description("The evidence that is recorded, one entry for each kind and producer.")] IReadOnlyList<InputEvidence> Evidence,
    [property: Description("Every signature that was found, good or bad: look at verified.")] IReadOnlyList<InputSignature> Signatures,
    [property: Description("Every statement that was found about it and does not sign it, good or bad: look at verified.")] IReadOnlyList<InputAttestation> Attestations,
    [property: Description("What is stated of its build (SLSA provenance): look at verified.")] IReadOnlyList<InputProvenance> Provenance,
    [property: Description("What is inside.")] InputSbom Sbom,
    [property: Description("Known vulnerabilities of its packages.")] IReadOnlyList<InputVulnerability> Vulnerabilities,
    [property: Description("How each image is made.")] IReadOnlyList<InputHygiene> Hygiene,
    [property: Description("The hosts that run it, as far as they are measured.")] IReadOnlyList<InputMeasurement> Measurements,
    [property: Description("Exceptions in force that cover the artifact. They are applied after the policy: it need not look at them.")] IReadOnlyList<InputException> Exceptions,
    [property: Description("What the checks noticed, by kind of evidence (sbom, signatures, hygiene and so on).")] IReadOnlyDictionary<string, IReadOnlyList<InputFinding>> Findings,
    [property: Description("For which environment it is judged; default when none is named.")] string Environment,
    [property: Description("The time of the evaluation (RFC 3339, UTC); time.now_ns() is the same.")] DateTimeOffset Now)
{
    [Description("The VEX documents that come with the artifact, good or bad: look at counts; and of the uploaded ones those that decide something.")]
    public IReadOnlyList<InputVex> Vex { get; init; } = [];

    /// <summary>Of the document and its schema alike.</summary>
    public static readonly System.Text.Json.JsonSerializerOptions Json = new(ContractJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };
}
