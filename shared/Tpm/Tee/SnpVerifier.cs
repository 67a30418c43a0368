using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Endorsement;

namespace Attestry.Tpm.Tee;

/// <summary>Judges SEV-SNP reports: ARK, ASK or ASVK, VCEK or VLEK, the report, then what it says.</summary>
/// <param name="certificates">Roots and signing keys; see <see cref="VendorRoots.Amd"/>.</param>
public sealed class SnpVerifier(IReadOnlyList<X509Certificate2> certificates, TimeProvider time)
{
    private const int Vlek = 1;

    private readonly List<X509Certificate2> _roots = [.. certificates.Where(IsRoot)];

    private readonly List<X509Certificate2> _signers = [.. certificates.Where(certificate => !IsRoot(certificate))];

    /// <param name="leaf">DER of the VCEK or VLEK certificate.</param>
    public TeeResult<SnpReport> Verify(ReadOnlySpan<byte> report, ReadOnlySpan<byte> leaf, SnpExpectation expectation)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        if (!SnpReport.TryRead(report, out var read, out var malformed))
            return new([malformed], null);
        if (leaf.Length > TpmLimits.CertificateBytes)
            return Refused(TeeFindings.CertificateUntrusted, "The certificate is too large.");
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(leaf);
            return Verify(read, certificate, expectation);
        }
        catch (CryptographicException)
        {
            return Refused(TeeFindings.CertificateUntrusted, "The certificate cannot be read.");
        }
    }

    private TeeResult<SnpReport> Verify(SnpReport report, X509Certificate2 leaf, SnpExpectation expectation)
    {
        // Certificates for providers come from another signing key than those for chips; one must not pass for the other.
        var signers = _signers.Where(signer => IsForProviders(signer) == (report.SigningKey == Vlek));
        switch (CertificatePath.Build(leaf, signers, _roots, time.GetUtcNow()))
        {
            case PathState.OutsideValidity:
                return Refused(TeeFindings.CertificateOutsideValidity, "The certificate of the chip is not valid yet, or no longer.");
            case PathState.Untrusted:
                return Refused(TeeFindings.CertificateUntrusted, "The certificate does not lead to a root of AMD.");
            default:
                break;
        }
        using var key = leaf.GetECDsaPublicKey();
        if (key is null || report.Signature() is not { } signature || !key.VerifyData(report.Signed, signature, HashAlgorithmName.SHA384))
            return Refused(TeeFindings.SignatureInvalid, "The certified key did not sign the report.");
        if (SnpCertificate.Read(leaf) is not { Product: not SnpProduct.Unknown } about)
            return Refused(TeeFindings.CertificateMismatch, "The certificate does not say which processor and firmware it is of.");
        var findings = Judge(report, about, expectation).ToList();
        return new(findings, findings.Count == 0 ? report : null);
    }

    private static IEnumerable<Finding> Judge(SnpReport report, SnpCertificate about, SnpExpectation expectation)
    {
        if (report.Product is not SnpProduct.Unknown and var product && product != about.Product)
            yield return new(TeeFindings.CertificateMismatch, Severity.Critical, $"The report is of a {product}, the certificate of a {about.Product}.");
        if (report.SigningKey is not (0 or Vlek))
            yield return new(TeeFindings.SignatureInvalid, Severity.Critical, "The report says that it is not signed.");
        var reported = report.ReportedTcb(about.Product);
        if (reported != about.Tcb)
            yield return new(TeeFindings.CertificateMismatch, Severity.Critical, "The certificate is of another firmware than the report.");
        // Turin's identifiers have eight bytes.
        if (report.SigningKey != Vlek && !report.ChipMasked
            && !(about.ChipId is { Length: > 0 and <= 64 } chip && report.ChipId.Span.StartsWith(chip) && !report.ChipId.Span[chip.Length..].ContainsAnyExcept((byte)0)))
            yield return new(TeeFindings.CertificateMismatch, Severity.Critical, "The certificate is of another chip than the report.");
        if (!ReportDataMatch.Is(report.ReportData.Span, expectation.ReportData.Span))
            yield return new(TeeFindings.ReportDataMismatch, Severity.Critical, "The report does not answer the challenge that was set.");
        if (expectation.Measurements.Count > 0 && !expectation.Measurements.Any(one => one.Span.SequenceEqual(report.Measurement.Span)))
            yield return new(TeeFindings.MeasurementMismatch, Severity.Critical, "The guest was launched from an image that is not expected.");
        if (!IsAmong(report.HostData, expectation.HostData) || !IsAmong(report.IdKeyDigest, expectation.IdKeys))
            yield return new(TeeFindings.PolicyMismatch, Severity.High, "The guest was launched with other host data, or by another owner, than is expected.");
        if (report.GuestSvn < expectation.LeastGuestSvn)
            yield return new(TeeFindings.TcbOutdated, Severity.High, $"The guest's security version is {report.GuestSvn}; {expectation.LeastGuestSvn} is asked for.");
        if ((report.Policy.SmtAllowed && !expectation.AllowSmt) || (!report.Policy.SingleSocket && expectation.RequireSingleSocket))
            yield return new(TeeFindings.PolicyMismatch, Severity.High, "The guest's policy lets it share cores, or run on more than one socket.");
        if (report.Policy.DebugAllowed && !expectation.AllowDebug)
            yield return new(TeeFindings.DebugAllowed, Severity.Critical, "The host may read the memory of the guest.");
        if (report.Policy.MigrationAllowed && !expectation.AllowMigration)
            yield return new(TeeFindings.PolicyMismatch, Severity.High, "A migration agent may move the guest.");
        if (report.Vmpl > expectation.MostVmpl)
            yield return new(TeeFindings.PolicyMismatch, Severity.High, $"The report was asked for at privilege level {report.Vmpl}.");
        if (expectation.LeastTcb is { } least && !reported.IsAtLeast(least))
            yield return new(TeeFindings.TcbOutdated, Severity.High, $"The platform's firmware is {reported}; {least} is asked for.");
    }

    private static bool IsAmong(ReadOnlyMemory<byte> value, IReadOnlyCollection<ReadOnlyMemory<byte>> allowed) =>
        allowed.Count == 0 || allowed.Any(one => one.Span.SequenceEqual(value.Span));

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static bool IsForProviders(X509Certificate2 signer) =>
        signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false).StartsWith("SEV-VLEK-", StringComparison.Ordinal);

    private static TeeResult<SnpReport> Refused(string id, string message) => new([new(id, Severity.Critical, message)], null);
}
