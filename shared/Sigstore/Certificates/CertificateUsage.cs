using System.Formats.Asn1;

namespace Attestry.Sigstore.Certificates;

/// <summary>What a certificate's key may be used for (RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.12).</summary>
/// <param name="PathLength">How many intermediates may follow; null for any number.</param>
/// <param name="KeyUsages">Null when the extension is absent, which restricts nothing.</param>
/// <param name="Purposes">Object identifiers; null when the extension is absent.</param>
internal sealed record CertificateUsage(bool IsAuthority, int? PathLength, KeyUsages? KeyUsages, IReadOnlyList<string>? Purposes)
{
    internal const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    private const string AnyPurpose = "2.5.29.37.0";

    internal bool MaySignCertificates => IsAuthority && (KeyUsages is not { } usages || usages.HasFlag(Certificates.KeyUsages.CertificateSigning));

    internal bool MayIssueFor(string purpose) => Purposes is null || Purposes.Contains(purpose) || Purposes.Contains(AnyPurpose);

    /// <exception cref="AsnContentException">An extension is not DER of its shape.</exception>
    internal static CertificateUsage Read(IReadOnlyDictionary<string, CertificateExtension> extensions)
    {
        var (authority, length) = extensions.TryGetValue(CertificateOids.BasicConstraints, out var basic) ? BasicConstraints(basic.Value) : (false, null);
        return new(
            authority,
            length,
            extensions.TryGetValue(CertificateOids.KeyUsage, out var usage) ? Usages(usage.Value) : null,
            extensions.TryGetValue(CertificateOids.ExtendedKeyUsage, out var extended) ? ReadPurposes(extended.Value) : null);
    }

    private static (bool IsAuthority, int? PathLength) BasicConstraints(ReadOnlyMemory<byte> der)
    {
        var sequence = Whole(der);
        var authority = sequence.HasData && sequence.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && sequence.ReadBoolean();
        int? length = null;
        if (sequence.HasData)
            length = sequence.TryReadInt32(out var read) && read >= 0 ? read : throw new AsnContentException("A path length out of range.");
        sequence.ThrowIfNotEmpty();
        return (authority, length);
    }

    private static KeyUsages Usages(ReadOnlyMemory<byte> der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        var bits = reader.ReadNamedBitListValue<KeyUsages>();
        reader.ThrowIfNotEmpty();
        return bits;
    }

    private static List<string> ReadPurposes(ReadOnlyMemory<byte> der)
    {
        var sequence = Whole(der);
        var purposes = new List<string>();
        while (sequence.HasData)
            purposes.Add(sequence.ReadObjectIdentifier());
        return purposes;
    }

    private static AsnReader Whole(ReadOnlyMemory<byte> der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        return sequence;
    }
}
