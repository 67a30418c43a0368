using System.Security.Cryptography;

namespace Attestry.Sigstore.Keys;

/// <summary>The hash that fits a curve's strength (FIPS 186-5 §6.1.1), which Sigstore's algorithm registry also names.</summary>
internal static class EcdsaHash
{
    internal static HashAlgorithmName Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.EcdsaP256 => HashAlgorithmName.SHA256,
        SignatureAlgorithm.EcdsaP384 => HashAlgorithmName.SHA384,
        SignatureAlgorithm.EcdsaP521 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };
}
