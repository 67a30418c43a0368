using System.ComponentModel.DataAnnotations;
using Attestry.Rego.Bundles.Signatures;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>The key that a bundle must be signed with (OPA, bundles §signing).</summary>
public sealed record BundleSignatureOptions
{
    /// <summary>As the signature names it.</summary>
    [Required(ErrorMessage = "is missing.")]
    public string KeyId { get; init; } = "";

    /// <summary><c>ES256</c>, <c>RS256</c>, <c>PS256</c>, <c>HS256</c> or one of their 384 and 512 forms.</summary>
    [Required(ErrorMessage = "is missing.")]
    public string Algorithm { get; init; } = "ES256";

    /// <summary>PEM of the public key, or of an HS algorithm the secret; <c>KeyFile</c> names a file that holds it.</summary>
    [Required(ErrorMessage = "is missing.")]
    public string Key { get; init; } = "";

    /// <summary>What the signature must be for; null for anything.</summary>
    public string? Scope { get; init; }

    /// <summary>Without the key.</summary>
    public override string ToString() => $"{KeyId} ({Algorithm})";

    internal BundleVerification ToVerification() => new() { Keys = [new BundleKey(KeyId, Algorithm, Key, Scope)], KeyId = KeyId, Scope = Scope };
}
