using System.ComponentModel.DataAnnotations;

namespace Attestry.PolicyEvaluator.Signing;

/// <summary>Section <c>Signing</c>: the key that signs decisions.</summary>
public sealed record SigningOptions
{
    /// <summary>PKCS#8 in PEM, readable by its owner alone; made at the first start. Replicas share it.</summary>
    [Required(ErrorMessage = "is missing; give the path of the PEM file, which is made when it is not there.")]
    public string KeyFile { get; init; } = "attestry-data/signing-key.pem";

    /// <summary>The PEM itself, in place of the file: for environments that inject secrets as <c>Signing__Key</c>.</summary>
    public string? Key { get; init; }

    /// <summary>A key in a key store in place of either: <c>hashivault://NAME</c>, or a scheme of an <c>IKeyStore</c> that the host registered.</summary>
    public string? KeyUri { get; init; }

    /// <summary>Where <c>hashivault://</c> is.</summary>
    public VaultOptions? Vault { get; init; }

    // A record prints its members; this one holds a secret.
    public override string ToString() => $"{nameof(SigningOptions)} {{ {nameof(KeyFile)} = {KeyFile}, {nameof(KeyUri)} = {KeyUri} }}";
}
