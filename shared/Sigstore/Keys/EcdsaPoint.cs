using System.Security.Cryptography;
using Attestry.Primitives.Cryptography;

namespace Attestry.Sigstore.Keys;

/// <summary>
/// Verification of ECDSA over OpenSSL itself. .NET multiplies every imported point by the group's order, which costs as much as
/// verifying with it; the groups here have cofactor 1, so that a point on the curve is of the group.
/// </summary>
internal static class EcdsaPoint
{
    /// <summary>Elsewhere .NET has the platform's own cryptography, and OpenSSL may not be there.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux();

    /// <param name="subjectPublicKeyInfo">With an uncompressed point, as encoders write it.</param>
    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    internal static LibCrypto.PointHandle Import(ReadOnlySpan<byte> subjectPublicKeyInfo, SignatureAlgorithm curve)
    {
        // NIDs of obj_mac.h; a point is 4 and two coordinates (SEC 1 §2.3.3).
        var (name, coordinate) = curve switch
        {
            SignatureAlgorithm.EcdsaP256 => (415, 32),
            SignatureAlgorithm.EcdsaP384 => (715, 48),
            SignatureAlgorithm.EcdsaP521 => (716, 66),
            _ => throw new ArgumentOutOfRangeException(nameof(curve)),
        };
        var point = subjectPublicKeyInfo[^(1 + 2 * coordinate)..];
        var key = LibCrypto.NewPoint(name);
        if (!key.IsInvalid && LibCrypto.ReadPoint(key, point, (nuint)point.Length, 0) == 1)
            return key;
        key.Dispose();
        LibCrypto.ClearErrors();
        throw new CryptographicException("The point is not on the curve.");
    }

    /// <param name="signature">DER (RFC 3279 §2.2.3); OpenSSL takes no other encoding of the same numbers.</param>
    internal static bool Verify(LibCrypto.PointHandle key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        if (LibCrypto.VerifyEcdsa(0, hash, hash.Length, signature, signature.Length, key) == 1)
            return true;
        // What it left in the thread's error queue .NET's own calls would read as theirs.
        LibCrypto.ClearErrors();
        return false;
    }
}
