namespace Attestry.HostAgent.Tpm;

/// <summary>A kind of key as tpm2-tools make it.</summary>
/// <param name="Name">Of the setting.</param>
/// <param name="Algorithm">Of <c>tpm2 createak -G</c>.</param>
/// <param name="Scheme">Of <c>tpm2 createak -s</c>.</param>
/// <param name="Hash">Of <c>tpm2 createak -g</c>.</param>
internal sealed record KeyKind(string Name, string Algorithm, string Scheme, string Hash)
{
    /// <summary>The same as <c>tpm2 create -G</c> takes it.</summary>
    internal string Template => $"{Algorithm switch { "ecc" => "ecc256", "rsa" => "rsa2048", var other => other }}:{Scheme}-{Hash}:null";

    /// <summary>Attestation keys; the first is the one that every TPM 2.0 has and that signs fastest.</summary>
    internal static readonly IReadOnlyList<KeyKind> OfAttestation =
    [
        new("ecc", "ecc", "ecdsa", "sha256"),
        new("ecc384", "ecc384", "ecdsa", "sha384"),
        new("rsa", "rsa", "rsassa", "sha256"),
        new("rsapss", "rsa", "rsapss", "sha256"),
    ];
}
