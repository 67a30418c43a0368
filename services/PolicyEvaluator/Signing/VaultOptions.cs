namespace Attestry.PolicyEvaluator.Signing;

/// <summary>The transit engine of a HashiCorp Vault or OpenBao.</summary>
public sealed record VaultOptions
{
    /// <summary>Such as <c>https://vault.example.com:8200</c>.</summary>
    public string Address { get; init; } = "";

    /// <summary>May read the key and sign with it; or with <c>File</c> behind the name the file that holds it.</summary>
    public string Token { get; init; } = "";

    public string Mount { get; init; } = "transit";

    // A record prints its members; this one holds a secret.
    public override string ToString() => $"{nameof(VaultOptions)} {{ {nameof(Address)} = {Address}, {nameof(Mount)} = {Mount} }}";
}
