namespace Attestry.Sigstore.Keys;

public static class SignatureAlgorithms
{
    /// <summary>How the algorithm is written where keys are published: <c>ecdsa-p256</c>, <c>ed25519</c>.</summary>
    public static string Name(this SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.EcdsaP256 => "ecdsa-p256",
        SignatureAlgorithm.EcdsaP384 => "ecdsa-p384",
        SignatureAlgorithm.EcdsaP521 => "ecdsa-p521",
        SignatureAlgorithm.RsaPkcs1 => "rsa-pkcs1",
        SignatureAlgorithm.RsaPss => "rsa-pss",
        SignatureAlgorithm.Ed25519 => "ed25519",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };
}
