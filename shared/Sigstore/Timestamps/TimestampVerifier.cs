using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Timestamps;

/// <summary>Verifies RFC 3161 timestamps over a signature, with or without certificates in them.</summary>
internal static class TimestampVerifier
{
    // SHA-256, SHA-384, SHA-512: under a broken hash the stamp may be over another signature.
    private static readonly HashSet<string> Imprints = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    internal static (ProvenTime? Time, Finding? Finding) Verify(
        ReadOnlyMemory<byte> response,
        ReadOnlySpan<byte> signature,
        IReadOnlyList<TrustedAuthority> authorities,
        DateTimeOffset now)
    {
        if (response.Length > SignatureLimits.TimestampBytes || TimestampResponse.Token(response) is not { } encoded)
            return Refused(TimestampFindings.Malformed, "It is no timestamp response that grants one.");
        return VerifyToken(encoded, signature, authorities, now);
    }

    /// <param name="encoded">The token alone, without the response around it.</param>
    internal static (ProvenTime? Time, Finding? Finding) VerifyToken(
        ReadOnlyMemory<byte> encoded,
        ReadOnlySpan<byte> signature,
        IReadOnlyList<TrustedAuthority> authorities,
        DateTimeOffset now)
    {
        if (!Rfc3161TimestampToken.TryDecode(encoded, out var token, out var consumed) || consumed != encoded.Length)
            return Undecoded(encoded);
        var candidates = new X509Certificate2Collection();
        try
        {
            foreach (var leaf in authorities.Select(authority => authority.Leaf).OfType<Certificate>())
                candidates.Add(X509CertificateLoader.LoadCertificate(leaf.Raw.Span));
            return Verify(token, signature, candidates, authorities, now);
        }
        catch (CryptographicException)
        {
            return Refused(TimestampFindings.Malformed, "The timestamp's signature cannot be read.");
        }
        finally
        {
            foreach (var candidate in candidates)
                candidate.Dispose();
        }
    }

    private static (ProvenTime? Time, Finding? Finding) Verify(
        Rfc3161TimestampToken token,
        ReadOnlySpan<byte> signature,
        X509Certificate2Collection candidates,
        IReadOnlyList<TrustedAuthority> authorities,
        DateTimeOffset now)
    {
        var time = token.TokenInfo.Timestamp;
        if (!Imprints.Contains(token.TokenInfo.HashAlgorithmId.Value ?? ""))
            return Refused(TimestampFindings.Invalid, "The timestamp is over a hash that is not SHA-2.");
        // Also demands that the signer's certificate is only for timestamps, and is the one that the token names by its hash (RFC 5816).
        if (!token.VerifySignatureForData(signature, out var signer, candidates))
            return Unverified(token, candidates);
        using (signer)
        {
            var (leaf, malformed) = CertificateReader.TryRead(signer.RawData);
            if (leaf is null)
                return (null, malformed);
            var made = authorities.Where(authority => authority.StampsWith(leaf)).ToList();
            if (made.Count == 0)
                return Refused(TimestampFindings.Untrusted, "No trusted timestamp authority made the timestamp.");
            if (made.FirstOrDefault(authority => IsValid(authority, leaf, time)) is not { } trusted)
                return Refused(TimestampFindings.OutsideValidity, $"{made[0].Name} stamped {time:u}, and is not trusted for that time.");
            return time <= now + SignatureLimits.ClockSkew
                ? (new(trusted.Name, time), null)
                : Refused(TimestampFindings.InFuture, $"{trusted.Name} stamped {time:u}, which has not come.");
        }
    }

    // A token that carries its signer's certificate is decoded only while that certificate may have made it.
    private static (ProvenTime? Time, Finding? Finding) Undecoded(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var cms = new SignedCms();
            cms.Decode(encoded.Span);
            return cms.SignerInfos.Count == 1 && cms.SignerInfos[0].Certificate is { } signer
                && Rfc3161TimestampTokenInfo.TryDecode(cms.ContentInfo.Content, out var info, out _) && IsOutside(info.Timestamp, signer)
                    ? Refused(TimestampFindings.OutsideValidity, $"The timestamp is of {info.Timestamp:u}, outside of its authority's certificate's life.")
                    : Refused(TimestampFindings.Malformed, "It is no timestamp, or carries a certificate that may not make one.");
        }
        catch (CryptographicException)
        {
            return Refused(TimestampFindings.Malformed, "It is no timestamp.");
        }
    }

    private static bool IsOutside(DateTimeOffset time, X509Certificate2 certificate) => time < certificate.NotBefore || time > certificate.NotAfter;

    private static (ProvenTime? Time, Finding? Finding) Unverified(Rfc3161TimestampToken token, X509Certificate2Collection candidates)
    {
        var (time, signers) = (token.TokenInfo.Timestamp, token.AsSignedCms().SignerInfos);
        if (signers.Count != 1 || (signers[0].Certificate ?? Named(signers[0].SignerIdentifier, candidates)) is not { } signer)
            return Refused(TimestampFindings.Untrusted, "No trusted timestamp authority made the timestamp.");
        return IsOutside(time, signer)
            ? Refused(TimestampFindings.OutsideValidity, $"The timestamp is of {time:u}, outside of its authority's certificate's life.")
            : Refused(TimestampFindings.Invalid, "The timestamp is over something else, or was altered.");
    }

    private static X509Certificate2? Named(SubjectIdentifier identifier, X509Certificate2Collection candidates) =>
        candidates.FirstOrDefault(identifier.MatchesCertificate);

    private static bool IsValid(TrustedAuthority authority, Certificate leaf, DateTimeOffset time) =>
        authority.ValidFor.Contains(time) && leaf.IsValidAt(time) && authority.Issuers.IsValidAt(time);

    private static (ProvenTime? Time, Finding? Finding) Refused(string id, string message) => (null, new(id, Severity.High, message));
}
