using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Certificates;

/// <summary>
/// The certificates of an authority, from the one that issues to the anchor. That each was issued by the next is checked
/// once, when it is first asked about: a root names many that a signature has nothing to do with. Their dates are checked for
/// each time that is asked about (RFC 5280 §6.1).
/// </summary>
internal sealed class IssuingChain
{
    private readonly IReadOnlyList<Certificate> _certificates;

    private readonly Lazy<bool> _linked;

    /// <param name="certificates">Empty when an authority is only a leaf, which then issued nothing.</param>
    internal IssuingChain(IReadOnlyList<Certificate> certificates)
    {
        _certificates = certificates;
        Key = certificates.Count > 0 ? VerificationKey.Deferred(certificates[0].SubjectPublicKeyInfo) : null;
        _linked = new(() => Key is not null && certificates.Select(MayIssue).All(may => may) && Enumerable.Range(0, certificates.Count - 1).All(Linked));
    }

    /// <summary>The issuer's key; null when there is no issuer.</summary>
    internal VerificationKey? Key { get; }

    /// <summary>Did the authority issue the certificate, for that purpose? Dates are not looked at.</summary>
    internal bool Issued(Certificate leaf, string purpose) =>
        _certificates.Count > 0
        && leaf.Issuer.Span.SequenceEqual(_certificates[0].Subject.Span)
        && _linked.Value
        && _certificates.All(issuer => issuer.Usage.MayIssueFor(purpose))
        && leaf.IsBy(Key!);

    internal bool IsValidAt(DateTimeOffset time) => _certificates.All(certificate => certificate.IsValidAt(time));

    private static bool MayIssue(Certificate certificate, int intermediatesBelow) =>
        certificate.Usage.MaySignCertificates
        && !(certificate.Usage.PathLength < intermediatesBelow)
        && certificate.Extensions.All(extension => !extension.Value.Critical || CertificateOids.Understood.Contains(extension.Key));

    private bool Linked(int index)
    {
        var (subject, issuer) = (_certificates[index], _certificates[index + 1]);
        return subject.Issuer.Span.SequenceEqual(issuer.Subject.Span)
            && subject.IsBy(VerificationKey.Deferred(issuer.SubjectPublicKeyInfo));
    }
}
