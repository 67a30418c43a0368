using System.Security.Cryptography;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>
/// The signature in an entry (security.ima), as evmctl writes it: version 2 signs the file's digest, version 3 the digest of a
/// structure that names what kind of digest it is (Linux, security/integrity/digsig_asymmetric.c).
/// </summary>
/// <param name="keys">The keyring.</param>
public sealed class ImaSignatureVerifier(IEnumerable<ImaKey> keys)
{
    private const byte DigitalSignature = 3;
    private const byte VeritySignature = 6;

    /// <summary>EVM_XATTR_PORTABLE_DIGSIG: where a file has no signature of IMA, the kernel logs this one in its place.</summary>
    private const byte PortableSignature = 5;

    /// <summary>enum hash_algo of the kernel's uapi/linux/hash_info.h.</summary>
    private static readonly Dictionary<byte, TpmHash> Hashes = new() { [2] = TpmHash.Sha1, [4] = TpmHash.Sha256, [5] = TpmHash.Sha384, [6] = TpmHash.Sha512 };

    // Several keys may share an identifier of four bytes.
    private readonly ILookup<uint, ImaKey> _keys = keys.ToLookup(key => key.Id);

    /// <returns>Null when a key of the keyring signed the file that was measured; else why it does not count.</returns>
    public Finding? Verify(ImaEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Signature.IsEmpty || entry.Signature.Span[0] == PortableSignature)
            return new(ImaFindings.SignatureMissing, Severity.Medium, "The file is not signed.", Bounded.Printable(entry.Path));
        return entry.FileDigest is { } digest && TryRead(entry.Signature.Span, out var type, out var version, out var hash, out var id, out var signature)
            && Signed(type, version, hash!, digest) is { } signed
                ? Judge(entry, signed, hash!, id, signature)
                : new(ImaFindings.SignatureMalformed, Severity.High, "The signature of the file cannot be read, or is of another kind of digest.", Bounded.Printable(entry.Path));
    }

    private Finding? Judge(ImaEntry entry, byte[] signed, TpmHash hash, uint id, ReadOnlySpan<byte> signature)
    {
        if (!_keys.Contains(id))
            return new(ImaFindings.SignatureKeyUnknown, Severity.High, $"The file is signed with the key {id:x8}, which is in no keyring.", Bounded.Printable(entry.Path));
        foreach (var key in _keys[id])
            if (Verifies(key, signed, hash, signature))
                return null;
        return new(ImaFindings.SignatureInvalid, Severity.Critical, $"The key {id:x8} did not sign the file.", Bounded.Printable(entry.Path));
    }

    private static bool Verifies(ImaKey key, byte[] signed, TpmHash hash, ReadOnlySpan<byte> signature)
    {
        try
        {
            return key.Verify(signed, hash.HashName, signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>struct signature_v2_hdr: type, version, hash algorithm, key id, size, signature.</summary>
    private static bool TryRead(ReadOnlySpan<byte> bytes, out byte type, out byte version, out TpmHash? hash, out uint id, out ReadOnlySpan<byte> signature)
    {
        var reader = new SpanReader(bytes);
        (type, version, hash, id) = (0, 0, null, 0);
        signature = default;
        return bytes.Length <= TpmLimits.ImaSignatureBytes
            && reader.TryByte(out type) && reader.TryByte(out version) && reader.TryByte(out var algorithm) && Hashes.TryGetValue(algorithm, out hash)
            && reader.TryUInt32(out id) && reader.TrySized(out signature) && reader.AtEnd && !signature.IsEmpty;
    }

    /// <summary>The hash that the signature is over; null when the digest is not of the kind or algorithm that the signature is for.</summary>
    private static byte[]? Signed(byte type, byte version, TpmHash hash, ImaDigest digest)
    {
        if (digest.Algorithm != hash.Name || digest.Value.Length != hash.Size || digest.IsVerity != (type == VeritySignature))
            return null;
        return (type, version) switch
        {
            (DigitalSignature, 2) => digest.Value.ToArray(),
            // struct ima_file_id: kind, algorithm, digest.
            (DigitalSignature or VeritySignature, 3) => hash.Hash([type, Hashes.First(known => known.Value == hash).Key, .. digest.Value.Span]),
            _ => null,
        };
    }
}
