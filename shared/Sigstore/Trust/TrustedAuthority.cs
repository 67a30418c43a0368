using Attestry.Sigstore.Certificates;

namespace Attestry.Sigstore.Trust;

/// <summary>A certificate or timestamp authority that is trusted for some time.</summary>
/// <param name="Name">Its address, or else the digest of its anchor: two entries of one operator have one name.</param>
/// <param name="Leaf">Of a timestamp authority, the certificate that it signs with; null when responses carry it.</param>
internal sealed record TrustedAuthority(string Name, Certificate? Leaf, IssuingChain Issuers, ValidityWindow ValidFor)
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private readonly Lazy<bool> _issuedLeaf = new(() => Leaf is not null && Issuers.Issued(Leaf, TimeStamping));

    /// <summary>Is it the certificate with which this authority stamps, or one that it issued for that?</summary>
    internal bool StampsWith(Certificate signer) => Leaf is null
        ? Issuers.Issued(signer, TimeStamping)
        : Leaf.Raw.Span.SequenceEqual(signer.Raw.Span) && _issuedLeaf.Value;
}
