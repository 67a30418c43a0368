using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Attestry.Primitives.Cryptography;

/// <summary>The calls into OpenSSL 3 that .NET lacks: one-shot signatures over raw keys (EVP_DigestSign(3), EVP_PKEY_new(3)), scrypt (EVP_PBE_scrypt(3)) and Poly1305 (EVP_Q_mac(3)).</summary>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <summary>NID_ED25519 of obj_mac.h.</summary>
    internal const int Ed25519 = 1087;

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    internal static partial PublicKeyHandle NewRawPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    internal static partial PublicKeyHandle NewRawPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    internal static partial int GetRawPublicKey(PublicKeyHandle key, Span<byte> destination, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    internal static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    internal static partial DigestContextHandle NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    internal static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    internal static partial int SignInit(DigestContextHandle context, nint keyContext, nint digest, nint engine, PublicKeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    internal static partial int Sign(DigestContextHandle context, Span<byte> signature, ref nuint length, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    internal static partial int VerifyInit(DigestContextHandle context, nint keyContext, nint digest, nint engine, PublicKeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    internal static partial int Verify(DigestContextHandle context, ReadOnlySpan<byte> signature, nuint length, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    internal static partial void ClearErrors();

    /// <summary>scrypt (RFC 7914).</summary>
    /// <exception cref="CryptographicException">OpenSSL refuses the parameters.</exception>
    internal static byte[] Scrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long n, long r, long p, int length)
    {
        var key = new byte[length];
        // OpenSSL counts a little more than 128·N·r.
        var most = (ulong)(128 * r * (n + p + 32));
        if (Scrypt(password, (nuint)password.Length, salt, (nuint)salt.Length, (ulong)n, (ulong)r, (ulong)p, most, key, (nuint)length) == 1)
            return key;
        ClearErrors();
        throw new CryptographicException("OpenSSL refused to derive a key.");
    }

    /// <summary>Poly1305 (RFC 8439 §2.5) under a key that is used once.</summary>
    internal static byte[] Poly1305(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var tag = new byte[16];
        if (Mac(0, "POLY1305\0"u8, 0, 0, 0, key, (nuint)key.Length, data, (nuint)data.Length, tag, (nuint)tag.Length, out var length) != 0 && length == (nuint)tag.Length)
            return tag;
        ClearErrors();
        throw new CryptographicException("OpenSSL has no Poly1305.");
    }

    [LibraryImport(Library, EntryPoint = "EC_KEY_new_by_curve_name")]
    internal static partial PointHandle NewPoint(int curve);

    [LibraryImport(Library, EntryPoint = "EC_KEY_oct2key")]
    internal static partial int ReadPoint(PointHandle key, ReadOnlySpan<byte> point, nuint length, nint context);

    [LibraryImport(Library, EntryPoint = "EC_KEY_free")]
    internal static partial void FreePoint(nint key);

    [LibraryImport(Library, EntryPoint = "ECDSA_verify")]
    internal static partial int VerifyEcdsa(int type, ReadOnlySpan<byte> hash, int hashLength, ReadOnlySpan<byte> signature, int signatureLength, PointHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_PBE_scrypt")]
    private static partial int Scrypt(
        ReadOnlySpan<byte> password, nuint passwordLength, ReadOnlySpan<byte> salt, nuint saltLength, ulong n, ulong r, ulong p, ulong mostMemory, Span<byte> key, nuint keyLength);

    [LibraryImport(Library, EntryPoint = "EVP_Q_mac")]
    private static partial nint Mac(
        nint context, ReadOnlySpan<byte> name, nint properties, nint subalgorithm, nint parameters, ReadOnlySpan<byte> key, nuint keyLength, ReadOnlySpan<byte> data, nuint dataLength, Span<byte> tag, nuint tagSize, out nuint tagLength);

    /// <summary>An <c>EC_KEY</c> with a public point.</summary>
    internal sealed class PointHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreePoint(handle);
            return true;
        }
    }

    /// <summary>An <c>EVP_PKEY</c>.</summary>
    internal sealed class PublicKeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeKey(handle);
            return true;
        }
    }

    /// <summary>An <c>EVP_MD_CTX</c>.</summary>
    internal sealed class DigestContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
