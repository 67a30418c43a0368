using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Timestamps;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Notation;

/// <summary>Verifies timestamp countersignatures: RFC 3161 tokens that carry their chain, up to a root of a <c>tsa</c> trust store.</summary>
internal static class NotationTimestamp
{
    internal static (ProvenTime? Time, Finding? Finding) Verify(
        ReadOnlyMemory<byte> token, ReadOnlySpan<byte> signature, IReadOnlyList<Certificate> roots, DateTimeOffset now)
    {
        if (token.Length > SignatureLimits.TimestampBytes)
            return (null, new(TimestampFindings.Malformed, Severity.High, "The timestamp is too long."));
        try
        {
            var carried = Carried(token);
            var authorities = roots.Select(root => Authority(root, carried)).ToList();
            return TimestampVerifier.VerifyToken(token, signature, authorities, now);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return (null, new(TimestampFindings.Malformed, Severity.High, "The timestamp cannot be read."));
        }
    }

    private static List<Certificate> Carried(ReadOnlyMemory<byte> token)
    {
        var cms = new SignedCms();
        cms.Decode(token.Span);
        var certificates = cms.Certificates.Select(one => CertificateReader.Read(one.RawData)).ToList();
        return certificates.Count <= SignatureLimits.CertificatesInChain ? certificates : throw new FormatException("Too many certificates.");
    }

    // From the carried intermediate next to the stamp down to the root; carried ones are worth what the root's signature makes of them.
    private static TrustedAuthority Authority(Certificate root, List<Certificate> carried)
    {
        var chain = new List<Certificate> { root };
        while (carried.Find(one => one.IsAuthority && !chain.Contains(one) && !one.Raw.Span.SequenceEqual(root.Raw.Span) && IsIssued(one, chain[0])) is { } next)
            chain.Insert(0, next);
        return new(Digest.Sha256(root.Raw.Span).Text, null, new IssuingChain(chain), new(null, null));
    }

    private static bool IsIssued(Certificate certificate, Certificate issuer) =>
        certificate.Issuer.Span.SequenceEqual(issuer.Subject.Span) && certificate.IsBy(VerificationKey.FromSubjectPublicKeyInfo(issuer.SubjectPublicKeyInfo));
}
