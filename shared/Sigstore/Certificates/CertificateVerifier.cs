using Attestry.Primitives.Findings;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Certificates;

/// <summary>Is a signing certificate by a trusted authority, for signing code, published, and valid whenever the signature is known to have existed?</summary>
internal static class CertificateVerifier
{
    /// <param name="times">The proven times; without one, a short-lived certificate proves nothing.</param>
    internal static Finding? Verify(Certificate leaf, IReadOnlyList<DateTimeOffset> times, TrustedRoot root, bool unsafeWithoutSct)
    {
        if (times.Count == 0)
            return new(TimestampFindings.Missing, Severity.High, "Nothing proves when the signature was made, so the certificate may have expired before.");
        if (times.FirstOrDefault(time => !leaf.IsValidAt(time)) is var outside && outside != default)
            return new(CertificateFindings.OutsideValidity, Severity.High, $"The signature was made at {outside:u}; the certificate is valid from {leaf.NotBefore:u} to {leaf.NotAfter:u}.");
        if (Usage(leaf) is { } misused)
            return misused;
        var issued = root.CertificateAuthorities.Where(authority => authority.Leaf is null && authority.Issuers.Issued(leaf, CertificateUsage.CodeSigning)).ToList();
        if (issued.Count == 0)
            return new(CertificateFindings.Untrusted, Severity.High, "No trusted certificate authority issued the certificate.");
        var trusted = issued.Where(authority => times.All(time => authority.ValidFor.Contains(time) && authority.Issuers.IsValidAt(time))).ToList();
        if (trusted.Count == 0)
            return new(CertificateFindings.Untrusted, Severity.High, $"{issued[0].Name} issued the certificate, and is not trusted for the time of signing.");
        return unsafeWithoutSct ? null : SctVerifier.Verify(leaf, trusted[0].Issuers.Key!, root.CertificateLogs);
    }

    private static Finding? Usage(Certificate leaf)
    {
        // An authority's key that signs an artifact, or a purpose that merely is not excluded, is not what Fulcio issues.
        var signsCode = leaf.Usage is { IsAuthority: false, Purposes: { } purposes } && purposes.Contains(CertificateUsage.CodeSigning);
        if (!signsCode || leaf.Usage.KeyUsages is { } usages && !usages.HasFlag(KeyUsages.DigitalSignature))
            return new(CertificateFindings.UsageMismatch, Severity.High, "The certificate is not for signing code.");
        return leaf.Extensions.Any(extension => extension.Key == CertificateOids.Poison || extension.Value.Critical && !CertificateOids.Understood.Contains(extension.Key))
            ? new(CertificateFindings.UsageMismatch, Severity.High, "The certificate has a critical extension that is not known here.")
            : null;
    }
}
