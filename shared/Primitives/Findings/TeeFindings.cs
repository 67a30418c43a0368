namespace Attestry.Primitives.Findings;

/// <summary>Ids of what the verification of reports of confidential machines (SEV-SNP, TDX) finds.</summary>
public static class TeeFindings
{
    /// <summary>The report or quote cannot be read.</summary>
    public const string Malformed = "tee.malformed";

    /// <summary>A version or algorithm that is not known.</summary>
    public const string VersionUnsupported = "tee.version-unsupported";

    /// <summary>The certificate does not lead to a root of the vendor.</summary>
    public const string CertificateUntrusted = "tee.certificate-untrusted";

    /// <summary>A certificate is not valid yet, or no longer.</summary>
    public const string CertificateOutsideValidity = "tee.certificate-outside-validity";

    /// <summary>The certificate is of another chip or firmware than the report.</summary>
    public const string CertificateMismatch = "tee.certificate-mismatch";

    /// <summary>The signature is not by the certified key.</summary>
    public const string SignatureInvalid = "tee.signature-invalid";

    /// <summary>The report does not answer the challenge that was set.</summary>
    public const string ReportDataMismatch = "tee.report-data-mismatch";

    /// <summary>The measurement is none of the expected ones.</summary>
    public const string MeasurementMismatch = "tee.measurement-mismatch";

    /// <summary>The host may read the memory of the guest.</summary>
    public const string DebugAllowed = "tee.debug-allowed";

    /// <summary>The guest policy allows what is not wanted, such as a migration agent.</summary>
    public const string PolicyMismatch = "tee.policy-mismatch";

    /// <summary>The firmware is older than what is asked for.</summary>
    public const string TcbOutdated = "tee.tcb-outdated";

    /// <summary>The enclave that signed the quote is not the vendor's.</summary>
    public const string QuotingEnclaveMismatch = "tee.quoting-enclave-mismatch";

    /// <summary>The host sent no report, though it must, or did before.</summary>
    public const string ReportMissing = "tee.report-missing";

    /// <summary>Reports of this kind of machine are not taken.</summary>
    public const string KindNotAllowed = "tee.kind-not-allowed";

    /// <summary>No certificate of the chip came with the report, and none that is configured is of it.</summary>
    public const string CertificateMissing = "tee.certificate-missing";

    /// <summary>A certificate that leads to the report was revoked.</summary>
    public const string CertificateRevoked = "tee.certificate-revoked";

    /// <summary>A runtime register holds none of the expected values.</summary>
    public const string RegisterMismatch = "tee.register-mismatch";

    /// <summary>The vendor revoked the platform's security version.</summary>
    public const string TcbRevoked = "tee.tcb-revoked";

    /// <summary>The vendor says that the platform has to be configured otherwise, or its software hardened.</summary>
    public const string TcbConfiguration = "tee.tcb-configuration";

    /// <summary>What the vendor published says nothing of this platform.</summary>
    public const string TcbUnknown = "tee.tcb-unknown";

    /// <summary>Nothing that the vendor publishes of its platforms is configured, so that the platform's security version says nothing.</summary>
    public const string CollateralMissing = "tee.collateral-missing";

    /// <summary>What the vendor published is out of date: it is to be fetched anew.</summary>
    public const string CollateralExpired = "tee.collateral-expired";

    /// <summary>What is configured as the vendor's is not signed by it, or cannot be read.</summary>
    public const string CollateralInvalid = "tee.collateral-invalid";
}
