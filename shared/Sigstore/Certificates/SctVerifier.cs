using Attestry.Primitives.Findings;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Certificates;

/// <summary>Was the certificate published, so that its owner could have seen it (RFC 6962 §3)?</summary>
internal static class SctVerifier
{
    /// <summary>Null when a trusted log promised it at a time that it is trusted for, and no trusted log's promise is a false one.</summary>
    internal static Finding? Verify(Certificate leaf, VerificationKey issuer, IReadOnlyList<TrustedLog> logs)
    {
        if (!leaf.Extensions.TryGetValue(CertificateOids.SignedCertificateTimestamps, out var extension))
            return new(CertificateFindings.SctMissing, Severity.High, "The certificate carries no signed certificate timestamp.");
        if (!SctList.TryRead(extension.Value, out var timestamps))
            return new(CertificateFindings.Malformed, Severity.High, "The certificate's list of signed certificate timestamps cannot be read.");
        if (timestamps.Count == 0)
            return new(CertificateFindings.SctMissing, Severity.High, "The certificate's list of signed certificate timestamps is empty.");
        var precertificate = Precertificate.ToBeSigned(leaf);
        var promised = false;
        foreach (var timestamp in timestamps)
        {
            var named = logs.Where(log => log.LogId.Span.SequenceEqual(timestamp.LogId.Span) && timestamp.Time is { } time && log.ValidFor.Contains(time)).ToList();
            if (named.Count == 0)
                continue;
            if (!named.Any(log => timestamp.IsBy(log.Key, precertificate, issuer)))
                return new(CertificateFindings.SctInvalid, Severity.High, $"The signed certificate timestamp of {named[0].Name} is not over this certificate.");
            promised = true;
        }
        return promised
            ? null
            : new(CertificateFindings.SctUntrusted, Severity.High, "No certificate transparency log that is trusted for its time promised the certificate.");
    }
}
