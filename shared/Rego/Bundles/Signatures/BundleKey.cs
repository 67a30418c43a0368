namespace Attestry.Rego.Bundles.Signatures;

/// <summary>A key that bundles are signed with.</summary>
/// <param name="Id">As signatures name it (<c>kid</c>, <c>keyid</c>).</param>
/// <param name="Algorithm"><c>RS256</c>, <c>PS256</c>, <c>ES256</c>, <c>HS256</c> or one of their 384 and 512 forms. A signature cannot choose another.</param>
/// <param name="Material">PEM of a public key or certificate; of an HS algorithm the secret itself.</param>
/// <param name="Scope">What its signatures are for; null: they state none.</param>
public sealed record BundleKey(string Id, string Algorithm, string Material, string? Scope = null)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Id} ({Algorithm})";
}
