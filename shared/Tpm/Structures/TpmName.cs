using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Attestry.Tpm.Structures;

/// <summary>The name, or the qualified name, of an object: an algorithm and a hash (TPM 2.0 Part 1, 16).</summary>
public sealed class TpmName : IEquatable<TpmName>
{
    /// <summary>TPM_RH_ENDORSEMENT: the name of a hierarchy is its handle.</summary>
    public static readonly TpmName EndorsementHierarchy = new([0x40, 0x00, 0x00, 0x0B]);

    /// <summary>TPM_RH_OWNER.</summary>
    public static readonly TpmName OwnerHierarchy = new([0x40, 0x00, 0x00, 0x01]);

    private readonly byte[] _bytes;

    internal TpmName(byte[] bytes) => _bytes = bytes;

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes);

    /// <summary>QN := nameAlg || H(QN of the parent || name) (TPM 2.0 Part 1, 16.2).</summary>
    /// <param name="parent">The qualified name of the parent, or a hierarchy for a primary key.</param>
    public static TpmName Qualified(TpmName parent, TpmPublic key)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(key);
        return Of(key.NameHash, [.. parent._bytes, .. key.Name._bytes]);
    }

    public bool Equals(TpmName? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override bool Equals(object? obj) => Equals(obj as TpmName);

    public override int GetHashCode() => BitConverter.ToInt32(_bytes.AsSpan(_bytes.Length - 4));

    internal static TpmName Of(TpmHash hash, ReadOnlySpan<byte> content)
    {
        var name = new byte[2 + hash.Size];
        BinaryPrimitives.WriteUInt16BigEndian(name, (ushort)hash.Id);
        hash.Hash(content, name.AsSpan(2));
        return new(name);
    }
}
