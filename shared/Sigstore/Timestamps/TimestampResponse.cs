using System.Formats.Asn1;

namespace Attestry.Sigstore.Timestamps;

internal static class TimestampResponse
{
    /// <summary>The token of a response that grants one (RFC 3161 §2.4.2); null when it does not, or cannot be read.</summary>
    internal static ReadOnlyMemory<byte>? Token(ReadOnlyMemory<byte> response)
    {
        try
        {
            var reader = new AsnReader(response, AsnEncodingRules.BER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            // 0 granted, 1 granted with modifications.
            if (!sequence.ReadSequence().TryReadInt32(out var status) || status is not (0 or 1))
                return null;
            var token = sequence.ReadEncodedValue();
            sequence.ThrowIfNotEmpty();
            return token;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
