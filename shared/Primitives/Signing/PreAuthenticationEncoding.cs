using System.Globalization;
using System.Text;

namespace Attestry.Primitives.Signing;

/// <summary>DSSE's pre-authentication encoding (DSSE 1.0, protocol.md): what is signed instead of the bare payload.</summary>
public static class PreAuthenticationEncoding
{
    /// <summary><c>"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body</c>, lengths in bytes as ASCII decimals.</summary>
    public static byte[] Of(string payloadType, ReadOnlySpan<byte> payload)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "));
        return [.. head, .. payload];
    }
}
