namespace Attestry.Sigstore.Keys;

/// <summary>How a key signs. ECDSA signatures are DER (RFC 3279 §2.2.3), Ed25519 ones 64 bytes (RFC 8032).</summary>
public enum SignatureAlgorithm
{
    None = 0,

    EcdsaP256,

    EcdsaP384,

    EcdsaP521,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2).</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS with SHA-256 and a salt of 32 bytes (RFC 8017 §8.1).</summary>
    RsaPss,

    Ed25519,
}
