using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Primitives.Cryptography;
using Attestry.Primitives.Limits;
using Attestry.Primitives;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Keys;

/// <summary>Opens the private keys that <c>cosign generate-key-pair</c> writes: PKCS#8 in a secret box under a key derived from a password.</summary>
internal static class EncryptedKey
{
    internal static bool IsLabel(string label) => label is "ENCRYPTED SIGSTORE PRIVATE KEY" or "ENCRYPTED COSIGN PRIVATE KEY";

    /// <exception cref="FormatException">Not such a key, or the password is another.</exception>
    internal static byte[] Open(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> password)
    {
        byte[] nonce, box, key;
        try
        {
            using var document = StrictJson.Parse(json, SignatureLimits.PemCharacters);
            var (kdf, cipher) = (document.RootElement.Required("kdf"), document.RootElement.Required("cipher"));
            if (kdf.Text("name") != "scrypt" || cipher.Text("name") != "nacl/secretbox")
                throw new FormatException("The key is encrypted in a way that is not known here.");
            (nonce, box, key) = (cipher.Base64("nonce"), document.RootElement.Base64("ciphertext"), Derive(kdf, password));
        }
        catch (Exception e) when (e is JsonException or CryptographicException or InvalidOperationException)
        {
            throw new FormatException("The encrypted key cannot be read.", e);
        }
        try
        {
            return XSalsa20Poly1305.Open(key, nonce, box) ?? throw new FormatException("The password is not the key's, or the file was altered.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Derive(JsonElement kdf, ReadOnlySpan<byte> password)
    {
        var parameters = kdf.Required("params");
        var (n, r, p) = (parameters.Whole("N"), parameters.Whole("r"), parameters.Whole("p"));
        // RFC 7914 §2: 128·N·r bytes of memory, p times over.
        if (n < 2 || r < 1 || p is < 1 or > 16 || n > SignatureLimits.ScryptBytes || r > SignatureLimits.ScryptBytes / 128 / n)
            throw new FormatException("The key's scrypt parameters ask for more than is given here.");
        return LibCrypto.Scrypt(password, kdf.Base64("salt"), n, r, p, XSalsa20Poly1305.KeyBytes);
    }
}
