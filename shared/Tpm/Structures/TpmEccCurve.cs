using System.Security.Cryptography;

namespace Attestry.Tpm.Structures;

/// <summary>A curve that can be computed with here.</summary>
/// <param name="Id">TPM_ECC_CURVE.</param>
/// <param name="Size">Of a coordinate, in bytes.</param>
internal sealed record TpmEccCurve(ushort Id, ECCurve Curve, int Size)
{
    internal static readonly IReadOnlyList<TpmEccCurve> All =
    [
        new(0x0003, ECCurve.NamedCurves.nistP256, 32),
        new(0x0004, ECCurve.NamedCurves.nistP384, 48),
        new(0x0005, ECCurve.NamedCurves.nistP521, 66),
    ];

    internal static TpmEccCurve? Of(ushort id) => All.FirstOrDefault(curve => curve.Id == id);

    /// <summary>TPMs drop leading zeros of a coordinate, or keep them; .NET wants all of them.</summary>
    /// <returns>Null when it is longer than a coordinate of the curve.</returns>
    internal byte[]? Pad(ReadOnlySpan<byte> coordinate)
    {
        coordinate = coordinate.TrimStart((byte)0);
        if (coordinate.Length > Size)
            return null;
        var padded = new byte[Size];
        coordinate.CopyTo(padded.AsSpan(Size - coordinate.Length));
        return padded;
    }
}
