using System.Buffers.Binary;
using System.Security.Cryptography;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Credentials;

/// <summary>
/// TPM2_MakeCredential without a TPM (TPM 2.0 Part 1, 24): encrypts a secret so that only the TPM with the endorsement key can
/// decrypt it, and only while it holds the object of the given name.
/// </summary>
public static class CredentialMaker
{
    private const string IdentityLabel = "IDENTITY";

    /// <param name="endorsement">RSA or ECC; see <see cref="TpmPublic.IsEndorsementKey"/>.</param>
    /// <param name="name">Of the attestation key, computed from its public area here, never as the host states it.</param>
    /// <param name="secret">1 byte to the length of the endorsement key's name hash.</param>
    /// <exception cref="ArgumentException">The key is no endorsement key, or the secret has the wrong length.</exception>
    /// <exception cref="CryptographicException">The endorsement key is not sound: a point that is not on its curve.</exception>
    public static CredentialBlob Make(TpmPublic endorsement, TpmName name, ReadOnlySpan<byte> secret)
    {
        ArgumentNullException.ThrowIfNull(endorsement);
        ArgumentNullException.ThrowIfNull(name);
        if (!endorsement.IsEndorsementKey)
            throw new ArgumentException("The key is not a restricted decryption key that cannot leave its TPM.", nameof(endorsement));
        if (secret.IsEmpty || secret.Length > endorsement.NameHash.Size)
            throw new ArgumentException("The secret is empty, or longer than the hash of the endorsement key.", nameof(secret));
        var (seed, encrypted) = endorsement.Type == TpmAlgorithm.Rsa ? SeedForRsa(endorsement) : SeedForEcc(endorsement);
        return new(Protect(endorsement, seed, name, secret), encrypted);
    }

    /// <summary>The seed is random, encrypted by OAEP with the label and the hash of the key's name (Part 1, B.10.3).</summary>
    private static (byte[] Seed, byte[] Encrypted) SeedForRsa(TpmPublic endorsement)
    {
        var seed = RandomNumberGenerator.GetBytes(endorsement.NameHash.Size);
        return (seed, LabelledOaep.Encrypt(endorsement.ExportSubjectPublicKeyInfo(), endorsement.NameHash, "IDENTITY\0"u8, seed));
    }

    /// <summary>The seed comes from a Diffie-Hellman exchange with an ephemeral key, whose point is what is sent (Part 1, C.6.3).</summary>
    private static (byte[] Seed, byte[] Encrypted) SeedForEcc(TpmPublic endorsement)
    {
        using var ephemeral = ECDiffieHellman.Create(endorsement.Curve!.Curve);
        using var recipient = ECDiffieHellman.Create(endorsement.EccParameters());
        using var publicKey = recipient.PublicKey;
        var shared = ephemeral.DeriveRawSecretAgreement(publicKey);
        var point = ephemeral.ExportParameters(false).Q;
        var seed = KeyDerivation.KdfE(endorsement.NameHash, shared, IdentityLabel, point.X, endorsement.X.Span, endorsement.NameHash.Size * 8);
        return (seed, [.. Sized(point.X!), .. Sized(point.Y!)]);
    }

    /// <summary>Encrypt, then authenticate (Part 1, 24.4 and 24.5).</summary>
    private static byte[] Protect(TpmPublic endorsement, byte[] seed, TpmName name, ReadOnlySpan<byte> secret)
    {
        var hash = endorsement.NameHash;
        using var aes = Aes.Create();
        aes.Key = KeyDerivation.KdfA(hash, seed, "STORAGE", name.Bytes.Span, [], endorsement.SymmetricBits);
        var plain = Sized(secret);
        // CFB needs whole blocks of .NET; what is beyond the text is cut off again.
        var padded = new byte[(plain.Length + 15) / 16 * 16];
        plain.CopyTo(padded, 0);
        var encrypted = aes.EncryptCfb(padded, new byte[16], PaddingMode.None, feedbackSizeInBits: 128).AsSpan(0, plain.Length);
        using var mac = IncrementalHash.CreateHMAC(hash.HashName, KeyDerivation.KdfA(hash, seed, "INTEGRITY", [], [], hash.Size * 8));
        mac.AppendData(encrypted);
        mac.AppendData(name.Bytes.Span);
        return [.. Sized(mac.GetHashAndReset()), .. encrypted];
    }

    private static byte[] Sized(ReadOnlySpan<byte> content)
    {
        var sized = new byte[2 + content.Length];
        BinaryPrimitives.WriteUInt16BigEndian(sized, (ushort)content.Length);
        content.CopyTo(sized.AsSpan(2));
        return sized;
    }
}
