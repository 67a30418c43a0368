namespace Attestry.SignatureVerifier.Trust;

/// <summary>Notary Project's trust policy and trust stores, as <c>notation</c> keeps them.</summary>
public sealed record NotationOptions
{
    /// <summary>A <c>trustpolicy.json</c>, or with <c>File</c> behind the name the file that holds it, read once at start. Without it no Notation signature counts.</summary>
    public string? Policy { get; init; }

    /// <summary>The folder that holds <c>x509/ca/NAME</c>, <c>x509/signingAuthority/NAME</c> and <c>x509/tsa/NAME</c>, read once at start.</summary>
    public string? TrustStore { get; init; }
}
