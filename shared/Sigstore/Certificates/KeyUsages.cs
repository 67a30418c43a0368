namespace Attestry.Sigstore.Certificates;

/// <summary>RFC 5280 §4.2.1.3; bit 0 is the first of the bit string.</summary>
[Flags]
internal enum KeyUsages
{
    None = 0,

    DigitalSignature = 1 << 0,

    CertificateSigning = 1 << 5,
}
