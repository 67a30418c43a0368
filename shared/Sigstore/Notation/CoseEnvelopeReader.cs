using System.Buffers.Binary;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Notation;

/// <summary>Reads COSE_Sign1 envelopes (signature-envelope-cose.md, RFC 9052 §4.2).</summary>
internal static class CoseEnvelopeReader
{
    private const long Sign1 = 18;

    private const long EpochTime = 1;

    // RFC 9052 §3.1, RFC 9360 §2.
    private const long AlgorithmLabel = 1, CriticalLabel = 2, ContentTypeLabel = 3, ChainLabel = 33;

    private const long LastSecond = 253_402_300_799;

    /// <exception cref="FormatException">It is none.</exception>
    internal static NotationEnvelope Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > NotationLimits.EnvelopeBytes)
            throw new FormatException($"An envelope of {bytes.Length} bytes; at most {NotationLimits.EnvelopeBytes} are read.");
        var root = CborReader.Read(bytes).Demand(CborKind.Tagged, "The envelope");
        if (root.Number != Sign1 || root.Items[0].Demand(CborKind.Array, "The message").Items is not [var head, var free, var payload, var signature])
            throw new FormatException("It is no COSE_Sign1.");
        var protectedBytes = head.Demand(CborKind.Bytes, "The protected header").Bytes;
        var map = CborReader.Read(protectedBytes).Demand(CborKind.Map, "The protected header");
        free.Demand(CborKind.Map, "The unprotected header");
        var attributes = Attributes(map);
        attributes.Demand();
        var number = map[AlgorithmLabel]?.Demand(CborKind.Number, "The algorithm").Number;
        var content = payload.Demand(CborKind.Bytes, "The payload").Bytes;
        return new(
            NotationAlgorithm.All.FirstOrDefault(one => one.Number == number) ?? throw new FormatException($"The algorithm is {number}."),
            attributes.Scheme == NotationHeaders.SigningAuthority,
            attributes.AuthenticSigningTime,
            attributes.Expiry,
            content,
            Chain(free[ChainLabel]),
            free[NotationHeaders.Timestamp]?.Demand(CborKind.Bytes, "The timestamp").Bytes,
            ToBeSigned(protectedBytes.Span, content.Span),
            signature.Demand(CborKind.Bytes, "The signature").Bytes);
    }

    private static SignedAttributes Attributes(CborValue map) => new()
    {
        ContentType = map[ContentTypeLabel]?.Demand(CborKind.Text, "The content type").Text,
        Scheme = map[NotationHeaders.Scheme]?.Demand(CborKind.Text, "The scheme").Text,
        SigningTime = Time(map[NotationHeaders.SigningTime]),
        AuthenticSigningTime = Time(map[NotationHeaders.AuthenticSigningTime]),
        Expiry = Time(map[NotationHeaders.Expiry]),
        WantsPlugin = map[NotationHeaders.Plugin] is not null || map[NotationHeaders.PluginVersion] is not null,
        // A number among them is a label that none of ours is: its text is known to nobody.
        Critical = [.. map[CriticalLabel]?.Demand(CborKind.Array, "The critical list").Items.Select(one => one.Kind == CborKind.Text ? one.Text : $"label {one.Number}") ?? []],
    };

    private static DateTimeOffset? Time(CborValue? value)
    {
        if (value is null)
            return null;
        return value is { Kind: CborKind.Tagged, Number: EpochTime } && value.Items[0] is { Kind: CborKind.Number, Number: >= 0 and <= LastSecond } time
            ? DateTimeOffset.FromUnixTimeSeconds(time.Number)
            : throw new FormatException("A time that is no tagged number of seconds.");
    }

    // RFC 9360: a single certificate stands without the array.
    private static IReadOnlyList<ReadOnlyMemory<byte>> Chain(CborValue? value) => value switch
    {
        { Kind: CborKind.Bytes } => [value.Bytes],
        { Kind: CborKind.Array } when value.Items.Count <= SignatureLimits.CertificatesInChain => [.. value.Items.Select(one => one.Demand(CborKind.Bytes, "A certificate").Bytes)],
        _ => throw new FormatException("There is no certificate chain, or it is too long."),
    };

    // Sig_structure of RFC 9052 §4.4: an array of the context, the protected header, no external data, and the payload.
    private static byte[] ToBeSigned(ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload) =>
        [0x84, 0x6A, .. "Signature1"u8, .. Sized(head.Length), .. head, 0x40, .. Sized(payload.Length), .. payload];

    private static byte[] Sized(int length)
    {
        if (length < 24)
            return [(byte)(0x40 + length)];
        if (length <= byte.MaxValue)
            return [0x58, (byte)length];
        if (length <= ushort.MaxValue)
            return [0x59, (byte)(length >> 8), (byte)length];
        var wide = new byte[5];
        wide[0] = 0x5A;
        BinaryPrimitives.WriteInt32BigEndian(wide.AsSpan(1), length);
        return wide;
    }
}
