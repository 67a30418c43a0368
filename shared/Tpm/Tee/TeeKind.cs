namespace Attestry.Tpm.Tee;

/// <summary>Whose hardware keeps a machine from its host, and says so.</summary>
public enum TeeKind
{
    /// <summary>AMD: an attestation report.</summary>
    SevSnp = 0,

    /// <summary>Intel: a quote.</summary>
    Tdx,
}
