using Attestry.Sigstore.Keys;

namespace Attestry.TestKit.Signing;

/// <summary>Real keys, made anew for each test: those that a test trusts, and one that it does not.</summary>
public sealed class TestAuthority
{
    public SigningKey Key { get; } = SigningKey.GenerateEcdsaP256();

    public SigningKey Ed25519Key { get; } = SigningKey.GenerateEd25519();

    /// <summary>As good a key as the others, by somebody whom nobody trusts.</summary>
    public SigningKey Stranger { get; } = SigningKey.GenerateEcdsaP256();

    /// <summary>The public keys of <see cref="Key"/> and <see cref="Ed25519Key"/>.</summary>
    public IReadOnlyList<VerificationKey> Trusted => [Key.Public, Ed25519Key.Public];
}
