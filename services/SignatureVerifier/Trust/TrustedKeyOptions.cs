namespace Attestry.SignatureVerifier.Trust;

/// <summary>One public key: ECDSA P-256/384/521, RSA or Ed25519, as PEM, as the key of a PEM certificate, or as a JSON Web Key.</summary>
public sealed record TrustedKeyOptions
{
    /// <summary>What evidence calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key itself; instead of <see cref="Path"/>.</summary>
    public string? Pem { get; init; }

    /// <summary>The file that holds it, read once at start.</summary>
    public string? Path { get; init; }

    /// <summary><c>rsa-pss</c> for an RSA key that signs with PSS instead of PKCS#1 v1.5.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Patterns of <c>registry/repository</c>: <c>ghcr.io/acme/**</c>. With none, the key is trusted nowhere.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];
}
