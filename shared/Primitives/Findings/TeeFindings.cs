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
}
