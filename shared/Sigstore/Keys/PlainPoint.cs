namespace Attestry.Sigstore.Keys;

/// <summary>Public keys of ECDSA in the form that encoders write: a named curve and an uncompressed point (RFC 5480 §2.2), and nothing else.</summary>
internal static class PlainPoint
{
    // Everything before the coordinates: lengths, id-ecPublicKey, the curve, a bit string with no unused bits, and 4 for "uncompressed".
    private static readonly (byte[] Head, int Coordinate, SignatureAlgorithm Curve)[] Forms =
    [
        (Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D03010703420004"), 32, SignatureAlgorithm.EcdsaP256),
        (Convert.FromHexString("3076301006072A8648CE3D020106052B8104002203620004"), 48, SignatureAlgorithm.EcdsaP384),
        (Convert.FromHexString("30819B301006072A8648CE3D020106052B810400230381860004"), 66, SignatureAlgorithm.EcdsaP521),
    ];

    /// <summary><see cref="SignatureAlgorithm.None"/> when it is in another form. Whether the point is on the curve is not looked at.</summary>
    internal static SignatureAlgorithm CurveOf(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        foreach (var (head, coordinate, curve) in Forms)
        {
            if (subjectPublicKeyInfo.Length == head.Length + 2 * coordinate && subjectPublicKeyInfo.StartsWith(head))
                return curve;
        }
        return SignatureAlgorithm.None;
    }
}
