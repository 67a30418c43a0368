using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Credentials;

/// <summary>What TPM2_MakeCredential answers: a secret that only one TPM can decrypt, and only for one key.</summary>
/// <param name="IdObject">TPMS_ID_OBJECT: integrity HMAC and encrypted credential.</param>
/// <param name="EncryptedSecret">The seed, encrypted for the endorsement key.</param>
public sealed record CredentialBlob(ReadOnlyMemory<byte> IdObject, ReadOnlyMemory<byte> EncryptedSecret)
{
    private const uint FileMagic = 0xBADCC0DE;
    private const uint FileVersion = 1;

    /// <summary>The file that <c>tpm2_activatecredential --credential-blob</c> reads.</summary>
    public byte[] ToFile()
    {
        var file = new byte[12 + IdObject.Length + EncryptedSecret.Length];
        BinaryPrimitives.WriteUInt32BigEndian(file, FileMagic);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4), FileVersion);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)IdObject.Length);
        IdObject.Span.CopyTo(file.AsSpan(10));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10 + IdObject.Length), (ushort)EncryptedSecret.Length);
        EncryptedSecret.Span.CopyTo(file.AsSpan(12 + IdObject.Length));
        return file;
    }

    public static bool TryReadFile(ReadOnlySpan<byte> file, [NotNullWhen(true)] out CredentialBlob? blob)
    {
        var reader = new SpanReader(file);
        var read = reader.TryUInt32(out var magic) & reader.TryUInt32(out var version)
            & reader.TrySized(out var id) & reader.TrySized(out var secret) && reader.AtEnd && magic == FileMagic && version == FileVersion;
        blob = read ? new(id.ToArray(), secret.ToArray()) : null;
        return read;
    }
}
