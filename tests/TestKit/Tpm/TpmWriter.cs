using System.Buffers.Binary;

namespace Attestry.TestKit.Tpm;

/// <summary>Writes big-endian TPM structures.</summary>
public sealed class TpmWriter
{
    private readonly MemoryStream _bytes = new();

    public byte[] Bytes => _bytes.ToArray();

    public TpmWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public TpmWriter U8(byte value) => Raw([value]);

    public TpmWriter U16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return Raw(bytes);
    }

    public TpmWriter U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Raw(bytes);
    }

    public TpmWriter U64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Raw(bytes);
    }

    /// <summary>A TPM2B.</summary>
    public TpmWriter Sized(ReadOnlySpan<byte> bytes) => U16(bytes.Length).Raw(bytes);
}
