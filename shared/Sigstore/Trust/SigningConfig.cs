using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Trust;

/// <summary>Where to get what a signature needs: a <c>signing_config.json</c> (sigstore_trustroot.proto), v0.1 or v0.2.</summary>
public sealed record SigningConfig(
    SigningServices CertificateAuthorities,
    SigningServices IdentityProviders,
    SigningServices TransparencyLogs,
    SigningServices TimestampAuthorities)
{
    /// <summary>The configuration, or a finding that says why the bytes are none.</summary>
    public static (SigningConfig? Config, Finding? Finding) Read(ReadOnlyMemory<byte> utf8)
    {
        var reading = Reading<SigningConfig>.Of(utf8, SignatureLimits.TrustedRootBytes, "signing configuration", SigningConfigReader.Read);
        return (reading.Value, reading.Finding);
    }
}
