using System.Runtime.InteropServices;

namespace Attestry.Tpm.Credentials;

/// <summary>The calls into OpenSSL 3 that .NET lacks: encryption with parameters (EVP_PKEY_encrypt(3), EVP_PKEY_CTX_ctrl_str(3)).</summary>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <param name="der">SubjectPublicKeyInfo.</param>
    internal static KeyHandle ReadPublicKey(byte[] der)
    {
        var pinned = GCHandle.Alloc(der, GCHandleType.Pinned);
        try
        {
            var at = pinned.AddrOfPinnedObject();
            return ReadPublicKey(0, ref at, der.Length);
        }
        finally
        {
            pinned.Free();
        }
    }

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new")]
    internal static partial KeyContextHandle NewContext(KeyHandle key, nint engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_encrypt_init")]
    internal static partial int EncryptInit(KeyContextHandle context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_ctrl_str", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Set(KeyContextHandle context, string name, string value);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_encrypt")]
    internal static partial int Encrypt(KeyContextHandle context, byte[]? destination, ref nuint length, ReadOnlySpan<byte> plain, nuint plainLength);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    internal static partial void ClearErrors();

    [LibraryImport(Library, EntryPoint = "d2i_PUBKEY")]
    private static partial KeyHandle ReadPublicKey(nint destination, ref nint der, nint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    private static partial void FreeContext(nint context);

    /// <summary>An <c>EVP_PKEY</c>.</summary>
    internal sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeKey(handle);
            return true;
        }
    }

    /// <summary>An <c>EVP_PKEY_CTX</c>.</summary>
    internal sealed class KeyContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
