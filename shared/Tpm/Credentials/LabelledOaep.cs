using System.Security.Cryptography;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Credentials;

/// <summary>RSAES-OAEP with a label (RFC 8017 §7.1.1), which .NET's own OAEP leaves empty.</summary>
internal static class LabelledOaep
{
    /// <exception cref="CryptographicException">OpenSSL refuses the key.</exception>
    internal static byte[] Encrypt(byte[] subjectPublicKeyInfo, TpmHash hash, ReadOnlySpan<byte> label, ReadOnlySpan<byte> plain)
    {
        using var key = LibCrypto.ReadPublicKey(subjectPublicKeyInfo);
        using var context = LibCrypto.NewContext(key, 0);
        var size = (nuint)0;
        var encrypted = Array.Empty<byte>();
        var done = !key.IsInvalid && !context.IsInvalid && LibCrypto.EncryptInit(context) == 1
            && Set(context, "rsa_padding_mode", "oaep") && Set(context, "rsa_oaep_md", hash.Name) && Set(context, "rsa_mgf1_md", hash.Name)
            && Set(context, "rsa_oaep_label", Convert.ToHexString(label))
            && LibCrypto.Encrypt(context, null, ref size, plain, (nuint)plain.Length) == 1
            && LibCrypto.Encrypt(context, encrypted = new byte[size], ref size, plain, (nuint)plain.Length) == 1;
        LibCrypto.ClearErrors();
        return done ? encrypted[..(int)size] : throw new CryptographicException("OpenSSL could not encrypt for the endorsement key.");
    }

    private static bool Set(LibCrypto.KeyContextHandle context, string name, string value) => LibCrypto.Set(context, name, value) > 0;
}
