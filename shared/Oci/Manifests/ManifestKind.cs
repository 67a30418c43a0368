namespace Attestry.Oci.Manifests;

public enum ManifestKind
{
    /// <summary>Something else that a registry stores: a chart, a module, evidence without a subject.</summary>
    Other = 0,

    /// <summary>One image of one platform.</summary>
    Image,

    /// <summary>A list of manifests.</summary>
    Index,

    /// <summary>Refers to a subject: a signature, an attestation, an SBOM.</summary>
    Referrer,
}
