using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Endorsement;

/// <summary>The key in an EK certificate. Some vendors name it RSAES-OAEP instead of rsaEncryption; the key itself is encoded the same.</summary>
internal static class EkPublicKey
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string RsaesOaep = "1.2.840.113549.1.1.7";

    /// <summary>Is the certificate of this key?</summary>
    internal static bool Of(X509Certificate2 certificate, TpmPublic key)
    {
        try
        {
            return key.Type == TpmAlgorithm.Rsa ? IsRsa(certificate.PublicKey, key) : IsEcc(certificate, key);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    private static bool IsRsa(PublicKey certified, TpmPublic key)
    {
        if (certified.Oid.Value is not (RsaEncryption or RsaesOaep))
            return false;
        // RSAPublicKey (RFC 8017 A.1.1).
        var outer = new AsnReader(certified.EncodedKeyValue.RawData, AsnEncodingRules.DER);
        var sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var (modulus, exponent) = (sequence.ReadInteger(), sequence.ReadInteger());
        sequence.ThrowIfNotEmpty();
        return modulus == new BigInteger(key.Modulus.Span, isUnsigned: true, isBigEndian: true) && exponent == key.Exponent;
    }

    private static bool IsEcc(X509Certificate2 certificate, TpmPublic key)
    {
        using var ecc = certificate.GetECDiffieHellmanPublicKey() ?? throw new CryptographicException();
        return ecc.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }
}
