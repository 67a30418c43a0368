namespace Attestry.MeasurementCollector;

/// <summary>Files that reports of confidential machines are held against. Nothing is ever fetched: the operator brings them.</summary>
public sealed record TeeVendorOptions
{
    /// <summary>ARK, ASK and ASVK of AMD, PEM or DER, instead of those that come with the program.</summary>
    public IReadOnlyList<string> AmdCertificates { get; init; } = [];

    /// <summary>Intel's roots, likewise.</summary>
    public IReadOnlyList<string> IntelRoots { get; init; } = [];

    /// <summary>VCEK or VLEK certificates, for SEV-SNP machines whose host hands out none.</summary>
    public IReadOnlyList<string> ChipCertificates { get; init; } = [];

    /// <summary>
    /// What Intel's provisioning service answers for TDX: TCB information, enclave identity, their signing chain, revocation lists;
    /// which one is which, the content says. Files that change are read again, so that a timer can renew them.
    /// </summary>
    public IReadOnlyList<string> Collateral { get; init; } = [];
}
