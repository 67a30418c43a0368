namespace Attestry.Sigstore.Notation;

/// <summary>Names of signed and unsigned attributes; the same in JWS and COSE (signature-specification.md §signed attributes).</summary>
internal static class NotationHeaders
{
    internal const string Scheme = "io.cncf.notary.signingScheme";

    internal const string SigningTime = "io.cncf.notary.signingTime";

    internal const string AuthenticSigningTime = "io.cncf.notary.authenticSigningTime";

    internal const string Expiry = "io.cncf.notary.expiry";

    internal const string Plugin = "io.cncf.notary.verificationPlugin";

    internal const string PluginVersion = "io.cncf.notary.verificationPluginMinVersion";

    internal const string Timestamp = "io.cncf.notary.timestampSignature";

    internal const string SigningAgent = "io.cncf.notary.signingAgent";

    internal const string X509 = "notary.x509";

    internal const string SigningAuthority = "notary.x509.signingAuthority";
}
