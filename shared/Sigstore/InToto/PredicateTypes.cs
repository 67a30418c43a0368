using Attestry.Primitives.InToto;
using Attestry.Sigstore.Cosign;

namespace Attestry.Sigstore.InToto;

/// <summary>The predicate types that <c>cosign attest</c> and build platforms write, and what people call them.</summary>
public static class PredicateTypes
{
    public const string SlsaProvenanceV02 = "https://slsa.dev/provenance/v0.2";

    public const string SlsaProvenanceV1 = "https://slsa.dev/provenance/v1";

    public const string Spdx = "https://spdx.dev/Document";

    public const string CycloneDx = "https://cyclonedx.org/bom";

    /// <summary>Syft's own JSON, as <c>syft attest</c> writes it.</summary>
    public const string Syft = "https://syft.dev/bom";

    public const string SyftName = "syft";

    public const string OpenVexName = "openvex";

    /// <summary>What is not known by name.</summary>
    public const string Custom = "custom";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [CosignMediaTypes.SignPredicate] = "signature",
        [SlsaProvenanceV02] = "slsa-provenance-v0.2",
        [SlsaProvenanceV1] = "slsa-provenance-v1",
        [VerificationSummary.PredicateType] = "vsa",
        [Spdx] = "spdx",
        [CycloneDx] = "cyclonedx",
        [Syft] = SyftName,
        ["https://cosign.sigstore.dev/attestation/vuln/v1"] = "vuln",
        ["https://in-toto.io/attestation/vulns"] = "vuln",
        ["https://in-toto.io/attestation/vulns/v0.1"] = "vuln",
        ["https://openvex.dev/ns"] = OpenVexName,
        ["https://cosign.sigstore.dev/attestation/v1"] = Custom,
    };

    /// <summary><c>slsa-provenance-v1</c>, <c>spdx</c>, <c>vsa</c>, …; <c>custom</c> for types that are not known by name.</summary>
    public static string NameOf(string predicateType)
    {
        if (Names.TryGetValue(predicateType, out var name))
            return name;
        // Versions follow these two: https://spdx.dev/Document/v2.3, https://cyclonedx.org/bom/v1.6.
        return IsVersionOf(predicateType, Spdx) ? "spdx" : IsVersionOf(predicateType, CycloneDx) ? "cyclonedx" : IsVersionOf(predicateType, "https://openvex.dev/ns") ? OpenVexName : Custom;
    }

    /// <summary>Says how something was built.</summary>
    public static bool IsProvenance(string? predicateType) => predicateType is SlsaProvenanceV02 or SlsaProvenanceV1;

    private static bool IsVersionOf(string predicateType, string type) => predicateType.StartsWith($"{type}/", StringComparison.Ordinal);
}
