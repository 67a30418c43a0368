namespace Attestry.Primitives.Limits;

/// <summary>How much of Notation's signatures and settings is read.</summary>
public static class NotationLimits
{
    /// <summary>Of one envelope: a payload of a few hundred bytes, a chain and a timestamp.</summary>
    public const int EnvelopeBytes = 1024 * 1024;

    /// <summary>Of a trust policy document.</summary>
    public const int PolicyBytes = 1024 * 1024;

    /// <summary>Of a trust policy document, and of each list in it.</summary>
    public const int PolicyItems = 1000;

    /// <summary>Certificates in one trust store: those of all public authorities are some hundreds.</summary>
    public const int CertificatesInStore = 1000;

    /// <summary>Of CBOR: a protected map in an array, a list in a map.</summary>
    public const int CborDepth = 6;

    /// <summary>Of a CBOR array or map: headers and certificates are some dozens.</summary>
    public const int CborItems = 256;

    /// <summary>Of an RDN sequence.</summary>
    public const int NameAttributes = 64;
}
