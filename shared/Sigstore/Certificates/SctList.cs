using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Certificates;

/// <summary>Reads the list of promises that a certificate carries (RFC 6962 §3.3); each length is sliced off before its content is parsed.</summary>
internal static class SctList
{
    private const int LogIdBytes = 32;

    internal static bool TryRead(ReadOnlyMemory<byte> extension, [NotNullWhen(true)] out List<SignedCertificateTimestamp>? list)
    {
        list = null;
        try
        {
            var reader = new AsnReader(extension, AsnEncodingRules.DER);
            ReadOnlyMemory<byte> outer = reader.ReadOctetString();
            reader.ThrowIfNotEmpty();
            if (!TryTakeSized(ref outer, out var entries) || !outer.IsEmpty)
                return false;
            var read = new List<SignedCertificateTimestamp>();
            while (!entries.IsEmpty)
            {
                if (read.Count == SignatureLimits.SctsInCertificate || !TryTakeSized(ref entries, out var entry))
                    return false;
                // A later version is not ours to read, and does no harm to the others (RFC 6962 §3.3).
                if (entry.Length > 0 && entry.Span[0] != 0)
                    continue;
                if (!TryReadOne(entry, out var timestamp))
                    return false;
                read.Add(timestamp);
            }
            list = read;
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool TryReadOne(ReadOnlyMemory<byte> entry, [NotNullWhen(true)] out SignedCertificateTimestamp? timestamp)
    {
        timestamp = null;
        if (!TryTake(ref entry, 1 + LogIdBytes + 8, out var head)
            || !TryTakeSized(ref entry, out var extensions)
            || !TryTake(ref entry, 2, out var algorithm)
            || !TryTakeSized(ref entry, out var signature)
            || !entry.IsEmpty)
            return false;
        timestamp = new(
            head.Slice(1, LogIdBytes),
            BinaryPrimitives.ReadUInt64BigEndian(head.Span[(1 + LogIdBytes)..]),
            extensions,
            algorithm.Span[0],
            algorithm.Span[1],
            signature);
        return true;
    }

    private static bool TryTakeSized(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> taken)
    {
        taken = default;
        return TryTake(ref rest, 2, out var length) && TryTake(ref rest, BinaryPrimitives.ReadUInt16BigEndian(length.Span), out taken);
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> rest, int count, out ReadOnlyMemory<byte> taken)
    {
        var fits = count <= rest.Length;
        taken = fits ? rest[..count] : default;
        if (fits)
            rest = rest[count..];
        return fits;
    }
}
