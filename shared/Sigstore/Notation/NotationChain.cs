using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Notation;

/// <summary>A certificate chain by the rules of signature-specification.md §certificate requirements: ordered, whole up to a root that signed itself.</summary>
/// <param name="Certificates">The signer's first.</param>
internal sealed record NotationChain(IReadOnlyList<Certificate> Certificates)
{
    private const string AnyPurpose = "2.5.29.37.0";

    private static readonly string[] ForbiddenPurposes =
        [AnyPurpose, "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"];

    // Digital signature and non-repudiation (RFC 5280 §4.2.1.3); a key for anything else is not one that signs code.
    private const KeyUsages SigningUsages = KeyUsages.DigitalSignature | (KeyUsages)(1 << 1);

    private const string CrlDistributionPoints = "2.5.29.31";

    private const string AuthorityInformation = "1.3.6.1.5.5.7.1.1";

    internal Certificate Leaf => Certificates[0];

    /// <summary>The certificates but the root name services that tell of revocations.</summary>
    internal bool NamesRevocation =>
        Certificates.Take(Math.Max(1, Certificates.Count - 1)).Any(one => one.Extensions.ContainsKey(CrlDistributionPoints) || one.Extensions.ContainsKey(AuthorityInformation));

    internal bool IsValidAt(DateTimeOffset time) => Certificates.All(one => one.IsValidAt(time));

    internal static (NotationChain? Chain, Finding? Finding) Read(IReadOnlyList<ReadOnlyMemory<byte>> der)
    {
        try
        {
            var chain = new NotationChain([.. der.Select(one => CertificateReader.Read(one))]);
            return chain.Wrong() is { } wrong ? (null, new(NotationFindings.ChainInvalid, Severity.High, wrong)) : (chain, null);
        }
        catch (FormatException e)
        {
            return (null, new(NotationFindings.ChainInvalid, Severity.High, Bounded.Quote(e.Message)));
        }
    }

    private string? Wrong()
    {
        if (Certificates.Count == 0)
            return "There is no certificate.";
        var root = Certificates[^1];
        if (!root.Issuer.Span.SequenceEqual(root.Subject.Span) || !root.IsBy(VerificationKey.FromSubjectPublicKeyInfo(root.SubjectPublicKeyInfo)))
            return "The chain does not end in a root that signed itself.";
        if (Certificates.SkipLast(1).Any(one => one.Issuer.Span.SequenceEqual(one.Subject.Span)))
            return "A certificate before the root is its own issuer.";
        if (!SignsCode(Leaf.Usage) || !KeyUsageIsCritical(Leaf))
            return "The signer's certificate is not for signing code.";
        if (Unknown(Leaf))
            return "The signer's certificate has a critical extension that is not known here.";
        if (Certificates.Count == 1)
            return null;
        // Demands of each that it may issue, its path length, and that the next one issued it.
        var issuers = new IssuingChain([.. Certificates.Skip(1)]);
        if (!issuers.Issued(Leaf, CertificateUsage.CodeSigning))
            return "The certificates are not each issued by the next, an authority.";
        return Certificates.Skip(1).All(one => KeyUsageIsCritical(one) && one.Usage.KeyUsages is not null && IsCritical(one, CertificateOids.BasicConstraints))
            ? null
            : "An authority's basic constraints or key usage are missing or not critical.";
    }

    private static bool SignsCode(CertificateUsage usage) =>
        usage is { IsAuthority: false, KeyUsages: { } usages } && usages.HasFlag(KeyUsages.DigitalSignature) && (usages & ~SigningUsages) == 0
        && (usage.Purposes is not { } purposes || purposes.Contains(CertificateUsage.CodeSigning) && !purposes.Any(ForbiddenPurposes.Contains));

    private static bool KeyUsageIsCritical(Certificate certificate) => IsCritical(certificate, CertificateOids.KeyUsage);

    private static bool IsCritical(Certificate certificate, string oid) => certificate.Extensions.TryGetValue(oid, out var extension) && extension.Critical;

    private static bool Unknown(Certificate certificate) =>
        certificate.Extensions.Any(extension => extension.Value.Critical && !CertificateOids.Understood.Contains(extension.Key));
}
