using System.Security.Cryptography;

namespace Attestry.Primitives.Cryptography;

/// <summary>Pure Ed25519 (RFC 8032 §5.1) over OpenSSL, on raw keys of 32 bytes and signatures of 64.</summary>
public static class Ed25519
{
    public const int KeyBytes = 32;

    public const int SignatureBytes = 64;

    /// <exception cref="CryptographicException">OpenSSL refuses the key; bad signatures are false.</exception>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes)
            return false;
        using var key = LibCrypto.NewRawPublicKey(LibCrypto.Ed25519, 0, publicKey, (nuint)publicKey.Length);
        using var context = Context(key);
        Demand(LibCrypto.VerifyInit(context, 0, 0, 0, key));
        var verified = LibCrypto.Verify(context, signature, (nuint)signature.Length, data, (nuint)data.Length) == 1;
        // A refused signature leaves entries in the thread's error queue, which .NET's own calls would read as theirs.
        if (!verified)
            LibCrypto.ClearErrors();
        return verified;
    }

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> data)
    {
        using var key = LibCrypto.NewRawPrivateKey(LibCrypto.Ed25519, 0, seed, (nuint)seed.Length);
        using var context = Context(key);
        Demand(LibCrypto.SignInit(context, 0, 0, 0, key));
        var signature = new byte[SignatureBytes];
        var length = (nuint)signature.Length;
        Demand(LibCrypto.Sign(context, signature, ref length, data, (nuint)data.Length));
        return signature;
    }

    public static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        using var key = LibCrypto.NewRawPrivateKey(LibCrypto.Ed25519, 0, seed, (nuint)seed.Length);
        Demand(key.IsInvalid ? 0 : 1);
        var publicKey = new byte[KeyBytes];
        var length = (nuint)publicKey.Length;
        Demand(LibCrypto.GetRawPublicKey(key, publicKey, ref length));
        return publicKey;
    }

    private static LibCrypto.DigestContextHandle Context(LibCrypto.PublicKeyHandle key)
    {
        Demand(key.IsInvalid ? 0 : 1);
        var context = LibCrypto.NewContext();
        Demand(context.IsInvalid ? 0 : 1);
        return context;
    }

    private static void Demand(int result)
    {
        if (result == 1)
            return;
        LibCrypto.ClearErrors();
        throw new CryptographicException("OpenSSL refused an Ed25519 key or operation.");
    }
}
