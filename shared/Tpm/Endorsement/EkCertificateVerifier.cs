using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Endorsement;

/// <summary>
/// Judges the certificate of an endorsement key: it leads to a configured manufacturer, is for endorsement keys, names its TPM, and
/// is of the very key that the host sent.
/// </summary>
/// <param name="roots">Of the manufacturers that are trusted; none trusts nobody.</param>
/// <param name="intermediates">Configured beside the roots, for hosts that send the certificate alone.</param>
public sealed class EkCertificateVerifier(IReadOnlyList<X509Certificate2> roots, IReadOnlyList<X509Certificate2> intermediates, TimeProvider time)
{
    /// <summary>tcg-kp-EKCertificate.</summary>
    private const string EkUsage = "2.23.133.8.1";

    private const string SubjectDirectoryAttributes = "2.5.29.9";

    /// <param name="certificate">DER; what a TPM pads its memory with after the end is cut off first.</param>
    /// <param name="chain">Intermediates that the host sent, DER each.</param>
    public EkResult Verify(ReadOnlyMemory<byte> certificate, TpmPublic endorsement, params IReadOnlyList<ReadOnlyMemory<byte>> chain)
    {
        ArgumentNullException.ThrowIfNull(endorsement);
        ArgumentNullException.ThrowIfNull(chain);
        if (certificate.Length > TpmLimits.CertificateBytes || chain.Count > TpmLimits.CertificatesInChain || chain.Any(one => one.Length > TpmLimits.CertificateBytes))
            return Refused(new(HostFindings.EkMalformed, Severity.High, "The EK certificate or its chain is too large."));
        var sent = new List<X509Certificate2>();
        try
        {
            foreach (var one in chain)
                sent.Add(X509CertificateLoader.LoadCertificate(one.Span));
            using var leaf = X509CertificateLoader.LoadCertificate(WithoutPadding(certificate.Span));
            return Judge(leaf, sent, endorsement);
        }
        catch (CryptographicException)
        {
            return Refused(new(HostFindings.EkMalformed, Severity.High, "The EK certificate or one of its chain cannot be read."));
        }
        finally
        {
            sent.ForEach(one => one.Dispose());
        }
    }

    private EkResult Judge(X509Certificate2 leaf, List<X509Certificate2> sent, TpmPublic endorsement)
    {
        var findings = new List<Finding>();
        if (!endorsement.IsEndorsementKey)
            findings.Add(new(HostFindings.EkUnsuitable, Severity.High, "The key is not a restricted decryption key that cannot leave its TPM."));
        if (!EkPublicKey.Of(leaf, endorsement))
            findings.Add(new(HostFindings.EkKeyMismatch, Severity.Critical, "The EK certificate is of another key than the one that was sent."));
        var path = CertificatePath.Build(leaf, sent.Concat(intermediates), roots, time.GetUtcNow());
        if (path == PathState.OutsideValidity)
            findings.Add(new(HostFindings.EkOutsideValidity, Severity.High, "The EK certificate, or one of its chain, is not valid yet or no longer."));
        else if (path != PathState.Sound)
            findings.Add(new(HostFindings.EkUntrusted, Severity.High, "No configured manufacturer issued the EK certificate."));
        if (!HasUsage(leaf))
            findings.Add(new(HostFindings.EkUsageMismatch, Severity.High, "The certificate is not one for endorsement keys."));
        var identity = TpmIdentityReader.Read(leaf);
        if (identity is null)
            findings.Add(new(HostFindings.EkAttributesMissing, Severity.High, "The EK certificate does not name manufacturer, model and version of the TPM."));
        return new(findings, findings.Count == 0 ? identity : null);
    }

    /// <summary>The usage is required where it stands; an authority or another usage is not an endorsement key.</summary>
    private static bool HasUsage(X509Certificate2 leaf) =>
        leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(extension => extension.EnhancedKeyUsages.Cast<Oid>().Any(usage => usage.Value == EkUsage))
        && !leaf.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority)
        && leaf.Extensions.All(extension => !extension.Critical || extension is X509BasicConstraintsExtension or X509KeyUsageExtension
            or X509EnhancedKeyUsageExtension or X509SubjectAlternativeNameExtension || extension.Oid?.Value == SubjectDirectoryAttributes);

    /// <summary>NV indices are larger than the certificate in them; the rest is zero or 0xFF.</summary>
    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0x30 || bytes[1] != 0x82)
            return bytes;
        var length = 4 + (bytes[2] << 8 | bytes[3]);
        return length < bytes.Length && (bytes[length] is 0x00 or 0xFF) && bytes[length..].TrimStart(bytes[length]).IsEmpty ? bytes[..length] : bytes;
    }

    private static EkResult Refused(Finding finding) => new([finding], null);
}
